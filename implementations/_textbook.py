"""Where minus the log of a softmax that was never shifted fails, in whatever framework."""

_OVERFLOWING = (
    "assorted",
    "coarse_offset",
    "confident_to_the_last_normal",
    "every_encoding",
    "extreme_magnitudes",
    "far_spread",
    "heavy_tailed",
    "inexact_gaps",
    "large_offset",
    "log_uniform_magnitudes",
    "low_temperature",
    "midpoint_gap",
    "mild_offset",
    "overflowing_exp",
    "rows_far_apart",
    "subnormal_loss",
    "tied_at_the_largest_number",
)
_UNDERFLOWING = (
    "confidently_wrong",
    "infinite_loss",
    "large_negative_offset",
    "masked_by_subtraction",
    "masked_with_a_billion",
    "underflowing_exp",
)

#: By glob over the cell; half precision fails nearly everywhere, the wider formats by regime.
KNOWN_FAILURES = {
    "*/float16/*": "exp overflows past a logit of 11.09 and is subnormal below -9.7",
    "*/bfloat16/*": "the probability is rounded to 8 bits before its logarithm is taken",
    **{
        f"*/{regime}/*": "exp overflows past a logit of 88.72 (709.78 in float64): inf / inf is NaN"
        for regime in _OVERFLOWING
    },
    **{
        f"*/{regime}/*": "the target's exp, or all of them, is 0: the log of 0, or 0 / 0"
        for regime in _UNDERFLOWING
    },
    "gradient/*/nonfinite_table/*": "the gradient of a logarithm at 0 is infinite, times 0",
    "exact_shift/*": "logits that are shifted past 88.72 overflow",
}

#: And where a framework derives the gradient of the division, or the gradient of that.
DERIVED_KNOWN_FAILURES = {
    "gradient_bounds/*": "the two terms of the division's gradient sum to 1 ulp below -1",
    **{
        f"hessian_{question}/*": "the second derivative of a division cubes a sum: inf * 0 is NaN"
        for question in ("times_vector", "is_symmetric", "is_positive")
    },
    "hessian_forgets_a_shift/*": "the terms of a division's second derivative do not cancel to 0",
}
