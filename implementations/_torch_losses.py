"""Where PyTorch's losses other than cross-entropy are wrong, eager and compiled."""

from implementations import _options

#: F.binary_cross_entropy, whoever makes the probabilities.
CLAMPED = {
    "*/binary_from_probs*/*": "logs are clamped at -100, and p (1 - p) backward at 1e-12",
}

_HARD = ("assorted", "infinite_loss", "masked_with_infinity")

KNOWN_FAILURES = {
    **CLAMPED,
    **{
        f"value*/binary_soft*/{regime}/*": "(1 - y) z - logsigmoid(z) cancels, or is inf - inf"
        for regime in (
            "confidently_wrong",
            "extreme_magnitudes",
            "infinite_loss",
            "underflowing_exp",
        )
    },
    "value*/binary_soft*/bfloat16/*": "(1 - y) z - logsigmoid(z) cancels, in 8 bits",
    "value*/kl_divergence/*": "q log q - q log p cancels, below 0 too; 0 * -inf is NaN",
    **{
        f"value*/entropy/{regime}/*": "-sum p log p, where log p of the likeliest is a rounded 0"
        for regime in ("assorted", "large_offset", "tied_with_the_target")
    },
    "*/entropy/nonfinite_table/*": "Categorical refuses NaN, and what is no distribution",
    **_options.FOCUSED_ON_NOTHING,
    "value*/entropy/*/bfloat16/*": "log p is rounded to 8 bits",
    "value*/focal_gamma_five/assorted/bfloat16/*": "1 - p, to the fifth, of a p with 8 bits",
    **{
        f"gradient*/entropy/{regime}/*": "log p + entropy cancels, or is NaN where p is 0"
        for regime in (
            *_HARD,
            "large_offset",
            "overflowing_exp",
            "tied_with_the_target",
            "underflowing_exp",
        )
    },
    **{
        f"gradient*/focal*/{regime}/*": "1 - p is 0 where p is close to 1, to a power below 0 too"
        for regime in (
            *_HARD,
            "confident_past_absorption",
            "extreme_magnitudes",
            "nonfinite_table",
        )
    },
    **{
        f"gradient*/binary_focal*/{regime}/*": "1 - p is 0 where p is close to 1"
        for regime in (*_HARD, "all_equal")
    },
    **{
        f"gradient*/z_loss/{regime}/*": "exp(x - logsumexp) of what was rounded beside x"
        for regime in ("assorted", "infinite_loss")
    },
}
