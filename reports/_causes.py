"""What goes wrong in careless code, and in which cells it shows: the causes of failures.

Patterns are globs over the cell, as those of KNOWN_FAILURES; a cause shows in those of `fails`, by
an answer of the kind `answers`, and leaves those of `passes` alone.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cause:
    """One way of going wrong."""

    name: str
    says: str  #: a sentence, of the implementation
    fails: tuple[str, ...]
    passes: tuple[str, ...] = ()
    answers: str = ""  #: how they look to `_showing`, or words of the reason
    always: tuple[str, ...] = ()  #: cells all of which fail, as far as they are asked
    gravity: float = 1.0  #: less where it explains whatever there is


def _in(*regimes: str, question: str = "value*", loss: str = "*") -> tuple[str, ...]:
    return tuple(f"{question}/{loss}/{regime}/*" for regime in regimes)


def _at(*places: str) -> tuple[str, ...]:
    """Dtypes, or dtypes and shapes, of the loss that is asked in all of them."""
    return tuple(
        f"{q}/cross_entropy/*/{place}/*" for q in ("value", "gradient") for place in places
    )


_HIGH = "overflowing_exp", "large_offset", "coarse_offset", "rows_far_apart", "far_spread"
_LOW = "underflowing_exp", "large_negative_offset"
_SURE = "confident_past_absorption", "confident_far_past_absorption", "confident_to_*"
_MASKED = "masked_with_infinity", "leading_classes_masked"
_WIDE = "16x1000", "8x1023", "5x1025", "2x32769", "2x131072"
_VALUES, _GRADIENTS = ("value/*",), ("gradient*/*",)

CAUSES = (
    # Of the exponentials and their sum.
    Cause("no_shift", "exp is taken of the logits as they come, no maximum being subtracted first",
          (*_in(*_HIGH, *_LOW, "subnormal_loss", "tied_at_the_largest_number"), "exact_shift/*"),
          _in("ordinary", question="*"), "lost"),
    Cause("batch_maximum", "rows are shifted by the maximum of the batch, which is not theirs",
          _in("rows_far_apart", "tied_at_the_largest_number", "nonfinite_table", question="*"),
          _in("large_offset", "overflowing_exp", "ordinary", question="*"), "lost"),
    Cause("offset", "the log-sum-exp is rounded at the size of the logits, and one of those is "
          "subtracted from it: shift first",
          _in(*_HIGH, "mild_offset", "large_negative_offset", "tied_*", "target_one_ulp_below"),
          (*_in("ordinary", *_MASKED), *_GRADIENTS), "number"),
    Cause("absorbed", "a small loss is what is left beside a 1, where log1p or expm1 would keep it",
          _in(*_SURE, "masked_with_infinity", "absorbed_crowd"), _in("ordinary"), "beside 1"),
    Cause("clipped_probability", "a probability, or its logarithm, is bounded from below or above",
          _in(*_SURE, "spread_out", "far_spread", "confidently_wrong", "softcapped",
              "subnormal_loss"),
          (*_in("ordinary"), *_GRADIENTS), "number"),
    Cause("clipped_logits", "logits are bounded, so that larger ones are all the same",
          _in(*_HIGH, *_LOW, "tied_*", "confident_far_past_absorption", question="*"),
          _in("ordinary", "increasing", *_MASKED, question="*"), "number"),
    Cause("tied_maxima", "every copy of the maximum is left out of the sum, and not one of them",
          (*_in("all_equal", "tied_*", "large_offset", "large_negative_offset"),
           "duplicated_classes/*"),
          (*_in("ordinary", "increasing"), *_GRADIENTS), "number"),
    Cause("running_maximum", "an online sum keeps terms that were scaled by an earlier maximum",
          _VALUES, (*_in("decreasing", "all_equal"), *_GRADIENTS), always=_in("increasing")),
    Cause("base_two", "logits are multiplied before they are shifted, which rounds what is large",
          _in(*_SURE, *_HIGH, "tied_*", "spread_out", "softcapped", "subnormal_loss", "all_equal"),
          (*_in("ordinary", *_MASKED), *_GRADIENTS)),
    Cause("stagnating_sum", "a sum is kept in the format of the logits, where it stops growing",
          _in("stagnating_sum"), _in("ordinary", question="*")),
    # Of formats.
    Cause("storage", "it computes in the 16 bits in which the logits are stored",
          _at("bfloat16", "float16"), _at("float32", "float64")),
    Cause("single", "float64 is computed in float32", _at("float64"), _at("float32")),
    Cause("half", "it computes in fewer bits than the logits have",
          _at("float32", "float64"), _at("float16", "bfloat16")),
    Cause("flushes", "what is subnormal becomes 0",
          _in("subnormal_*", "far_spread", "tied_with_the_target", "assorted", question="*"),
          _in("ordinary", question="*"), "zero"),
    # Of masks and of rows that do not count.
    Cause("minus_infinity", "-inf is subtracted from itself, or multiplied by 0, which is NaN",
          _in(*_MASKED, "nonfinite_table"), _in("ordinary", "far_spread"), "lost"),
    Cause("replaced_infinity", "what is not finite is replaced by a number that counts",
          _in(*_MASKED, "nonfinite_table", question="*"),
          _in("ordinary", "far_spread", question="*"), "number"),
    # Of shapes and indices.
    Cause("tile", "classes that fill no whole tile are left out, or padded with what counts",
          (*_at("*/64x10", "*/15x33"), "read_only/*", "layouts/*"), _at("*/16x1000"),
          always=("value/cross_entropy/ordinary/*/64x10/*",)),
    Cause("rows", "rows beyond the first block, or the last of an odd number, are never reached",
          (*_at("*/15x33", "*/4099x3"), "single_class/*"), _at("*/64x10")),
    Cause("index_width", "the index of a class passes through a type that cannot hold it",
          _at("*/16x1000", "*/2x131072"), _at("*/64x10"), always=("value/*/targets_past*",)),
    # Of the gradient.
    Cause("upstream", "the upstream gradient is ignored, or not each example's own",
          ("gradient/*", "loss_scale/*"), ("gradient_of_sum/*", *_VALUES),
          always=("gradient/*/ordinary/*",)),
    Cause("upstream_of_sum", "the one number that a sum sends back is not what is expected",
          ("gradient_of_sum/*", "gradient_of_ones/*", "row_alone/*", "value_while*", "panel/*"),
          ("gradient/*", "value/*")),
    Cause("dropped_gradient", "entries of the gradient are 0 that should be small numbers",
          (*_GRADIENTS, "gradient_sums_to_zero/*"), _VALUES, "zero"),
    Cause("through_maximum", "the maximum is differentiated as well, and what should cancel is "
          "rounded, the more so the more classes there are: detach it",
          tuple(f"gradient*/cross_entropy/*/float32/{shape}/*" for shape in _WIDE),
          (*_VALUES, "gradient/*/float32/64x10/*"), "number"),
    Cause("backward", "the backward pass is not the derivative of the loss",
          (*_GRADIENTS, "row_alone/*"), _VALUES, always=("gradient/*/ordinary/*",)),
    Cause("branch", "a branch that is not taken is differentiated, and 0 times NaN is NaN",
          _in("confidently_wrong", "infinite_loss", "masked_*", question="gradient*"),
          ("gradient/*/ordinary/*", *_in("confidently_wrong")), "lost"),
    # Of the loss as a whole.
    Cause("not_filled", "losses are 0 that nobody has computed", _VALUES, _GRADIENTS, "zero"),
    Cause("forward", "the formula of the loss is wrong, and that of the gradient is not",
          _VALUES, _GRADIENTS, always=("value/*/ordinary/*",)),
    Cause("formula", "loss and gradient are those of something else: of another class, sign, "
          "temperature or option", (*_VALUES, *_GRADIENTS), (), "wrong",
          always=("value/*/ordinary/*", "gradient/*/ordinary/*"), gravity=0.9),
    Cause("reduced", "it reduces the losses to one number, unasked",
          ("value/*", "shapes_and_dtypes/*", "row_alone/*", "exact_shift/*"), (), "shape ()"),
    Cause("promise", "it promises more than its formula holds, which no code mends", ("*",), (),
          "kept", gravity=0.8),
)  # fmt: skip
