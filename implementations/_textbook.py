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
    "worst_known",
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
    "training/cross_entropy/*": "logits grow past 88.72, exp overflows, and inf / inf ends it",
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
    **{
        f"hessian_{question}/*": "the second derivative of a division cubes a sum: inf * 0 is NaN"
        for question in ("times_vector", "is_symmetric", "is_positive")
    },
    "hessian_forgets_a_shift/*": "the terms of a division's second derivative do not cancel to 0",
}

#: The other losses of that softmax.
FAMILY = {
    "*/kl_divergence/*": "log(q / p) cancels, below 0 too; 0 log 0 is NaN, and p may be 0",
    "value*/entropy/nonfinite_table/*": "p log p is NaN where a probability is 0",
    "value*/soft_targets/nonfinite_table/*": "0 * -inf: NaN for a class at -inf with no share",
    "*/entropy/masked_with_infinity/*": "p log p is NaN where a probability is 0",
    "*/soft_targets/masked_with_infinity/*": "0 * -inf: NaN for a class at -inf with no share",
    **{
        f"gradient*/focal*/{regime}/*": "1 - p is 0, or a multiple of 2**-24, where p is close to 1"
        for regime in ("confident_past_absorption", "masked_with_infinity")
    },
}

#: Of a sigmoid that is rounded before 1 is less it.
BINARY = {
    f"*/binary*/{regime}/*": "log(1 - p) of a p that was rounded to 1: inf, and NaN times 0"
    for regime in (
        "all_equal",
        "confident_past_absorption",
        "masked_with_infinity",
        "tied_with_the_target",
    )
} | {"value*/binary_from_probs/nonfinite_table/*": "0 * -inf: NaN where p is the target"}
