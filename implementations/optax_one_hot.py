"""Optax's `softmax_cross_entropy` of shares of classes: one-hot, smoothed, or as they are given."""

import jax
import optax

from implementations import _jax_cpu, _optax_shares, _options

FRAMEWORK = "jax"
_MASKED = "0 * -inf is NaN, unless XLA makes a choice of the product, as it does of float32"
KNOWN_FAILURES = (
    _jax_cpu.FLUSHED
    | _options.AVERAGED_TOO_LATE
    | _options.COUNTED_IN_HALF
    | _options.NO_SHARE
    | {
        "breaks_in_classes/*/classes/bfloat16/*": _MASKED,
        "gradient*/*float16/*": "backward takes exp of log-probabilities rounded to 8 or 11 bits",
        "value/smoothed_to_the_mean/infinite_loss/*": "0 * -inf: NaN for a class with no share",
        "targets_out_of_range/*": "a target that is no class has a row of zeros, and so no loss",
        **{
            f"value*/*/{regime}/bfloat16/*": _MASKED
            for regime in (
                "every_encoding",
                "infinite_loss",
                "leading_classes_masked",
                "masked_with_infinity",
                "nonfinite_table",
                "tied_at_the_largest_number",
            )
        },
    }
)
HOMEPAGE = "https://optax.readthedocs.io"

cross_entropy, soft_cross_entropy = _optax_shares.both(optax.softmax_cross_entropy)


@jax.jit
def spatial_cross_entropy(logits, targets):
    labels = jax.nn.one_hot(targets, logits.shape[1], dtype=logits.dtype, axis=1)
    return optax.softmax_cross_entropy(logits, labels, axis=1)
