"""What is asked where the command line is silent: which regimes, in which dtypes and shapes."""

from collections.abc import Mapping, Sequence

#: Every regime is asked at these.
BROAD: Mapping[str, Sequence[str]] = {
    "float32": ("64x10", "16x1000"),
    "bfloat16": ("64x10", "16x1000"),
    "float64": ("64x10",),
    "float16": ("64x10",),
}
#: These regimes also climb from one class to many, over sizes about the edges of blocks.
LADDER_REGIMES = (
    "ordinary",
    "all_equal",
    "language_model",
    "absorbed_crowd",
    "subnormal_crowd",
    "confident_past_absorption",
    "large_offset",
    "masked_with_infinity",
    "overflowing_exp",
)
LADDER_SHAPES = ("33x1", "4099x3", "15x33", "8x1023", "5x1025", "2x32769", "2x131072")
LADDER = {"float32": LADDER_SHAPES, "bfloat16": ("15x33", "2x131072")}
#: The loss that all this is asked of, and that is timed.
MAIN = "cross_entropy"
#: Of the others, the regimes in which an option meets what a loss fails at.
RELATED_DTYPES = ("float32",)  #: each at its first shape
RELATED_REGIMES = (
    "assorted",
    "ordinary",
    "all_equal",
    "confident_past_absorption",
    "confidently_wrong",
    "extreme_magnitudes",
    "infinite_loss",
    "large_offset",
    "masked_with_infinity",
    "nonfinite_table",
    "overflowing_exp",
    "tied_with_the_target",
    "underflowing_exp",
)
#: Of those that share a file with one of them, and differ by a setting, these and no others,
VARIANTS = (
    "all_ignored",
    "all_ignored_mean",
    "all_ignored_sum",
    "binary_focal_alpha",
    "binary_from_probs_soft",
    "binary_pos_weight",
    "binary_soft",
    "focal_alpha",
    "focal_gamma_half",
    "focal_gamma_zero",
    "ignored",
    "ignored_mean",
    "plain_mean",
    "smoothed_to_the_mean",
    "soft_mean",
    "soft_sum",
    "weighted_mean",
    "weighted_smoothed_ignored_mean",
    "weightless_mean",
)
VARIANT_REGIMES = ("assorted", "confident_past_absorption", "nonfinite_table")  #: and in these
#: And these in a few places more, since nothing else would notice a mutant of what is right.
#: The second with more classes than examples.
OTHER_DTYPES = ("assorted", "float64", "64x10"), ("assorted", "bfloat16", "15x33")
BESIDES: Mapping[str, Sequence[tuple[str, str, str]]] = {
    "binary": OTHER_DTYPES,
    "binary_focal": OTHER_DTYPES,
    "binary_from_probs": OTHER_DTYPES,
    "binary_soft": (("log_uniform_magnitudes", "float32", "64x10"),),
    "entropy": OTHER_DTYPES,
    "focal": OTHER_DTYPES,
    "kl_divergence": OTHER_DTYPES,
    "linear": OTHER_DTYPES[1:],
    "linear_classifier": OTHER_DTYPES[1:],
    "plain_mean": (  # whose sum overflows
        ("extreme_magnitudes", "float32", "64x10"),
        ("extreme_magnitudes", "float64", "4099x3"),
    ),
    "smoothed": OTHER_DTYPES,
    "soft_targets": OTHER_DTYPES,
    "softcapped": OTHER_DTYPES,
    "spatial": OTHER_DTYPES,
    "weighted": OTHER_DTYPES,
    "z_loss": OTHER_DTYPES,
}
#: Asked of the costly as well (`COSTLY = True`), though at shapes of their own.
COSTLY_TOO = ("compiled_or_not", "training")
ORDINARY = "ordinary"  #: what a question that does not care about the regime is asked in

SHAPES = tuple(dict.fromkeys(shape for shapes in BROAD.values() for shape in shapes)) + (
    LADDER_SHAPES
)
