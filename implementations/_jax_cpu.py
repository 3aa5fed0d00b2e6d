"""What an implementation in JAX cannot help on the CPU, where subnormal numbers are 0."""

REASON = (
    "JAX on the CPU takes subnormal numbers for 0, and an exponential is one here: "
    "openxla/xla#22858"
)
_LOSING = (
    "confident_to_the_last_normal",
    "far_spread",
    "low_temperature",
    "midpoint_gap",
    "subnormal_crowd",
    "underflow_boundary",
)
_LOSING_AT = ("heavy_tailed/*/15x33", "heavy_tailed/float64/16x1000")
_LOSING_IN_BFLOAT16 = ("assorted", "inexact_gaps", "log_uniform_magnitudes", "subnormal_loss")

#: By glob over the cell: a small gradient that is a normal number is lost with its exponential.
FLUSHED = {
    **{f"gradient*/*/{regime}/*": REASON for regime in _LOSING},
    **{f"gradient*/*/{regime}/bfloat16/*": REASON for regime in _LOSING_IN_BFLOAT16},
    **{f"gradient/*/{place}/*": REASON for place in _LOSING_AT},
    "*/weighted_extremely/*": "JAX on the CPU takes a subnormal weight for 0",
    **{  # times its weight, or what a sum is multiplied by, it would be a normal number
        f"gradient*/{loss}/assorted/float32/*": REASON for loss in ("weighted*", "*_sum")
    },
    "gradient*/weighted/subnormal_loss/float32/*": REASON,
}

#: Globs over all cells in which some exponential is subnormal.
FLUSHING = tuple(
    f"*/{regime}/*"
    for regime in (
        *_LOSING,
        *_LOSING_IN_BFLOAT16,
        "confident_far_past_absorption",
        "every_encoding",
        "every_logit",
        "heavy_tailed",
        "target_one_ulp_below",
        "tied_with_the_target",
        "worst_known",
    )
)

#: Indexing in JAX follows NumPy for negative indices.
WRAPPED = {"targets_out_of_range/*": "a target of -1 is the last class, as everywhere in JAX"}
