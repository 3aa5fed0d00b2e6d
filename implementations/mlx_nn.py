"""MLX's `mlx.nn.losses`, called the way its documentation says."""

import mlx.core as mx
import mlx.nn as nn

from implementations import Unsupported, _linear, _options

FRAMEWORK = "mlx"
_SERIAL = "thousands of terms are added one after another, in float32, without pairs"
_TINY = "an exp below the smallest normal number is 0"
_SINGLE = "exp is that of float32: ml-explore/mlx#3047"
_OVERFLOWING = "a mean of logits whose sum overflows"
_CONSTANT = "logaddexp(0, z) - z y: the slope is rounded beside 1, where it is small"
KNOWN_FAILURES = {
    **_linear.ROUNDED,
    **_options.WEIGHED_TOO_LATE,
    **_options.COUNTED_IN_HALF,
    **_options.AVERAGED_TOO_LATE,
    "*/cross_entropy/*/float64/*": _SINGLE,
    "*/*/assorted/float64/*": _SINGLE,
    "gradient*/*/bfloat16/*": "each step of the backward pass is rounded to 8 bits",
    **{
        f"*/cross_entropy/*/float32/{shape}/*": _SERIAL
        for shape in ("16x1000", "8x1023", "5x1025", "2x32769", "2x131072", "80x128256")
    },
    "total_of_many/plain_mean/*/float32/*": "a million losses are added one after another",
    **{
        f"gradient*/cross_entropy/{regime}/float32/*": _TINY
        for regime in ("confident_to_the_last_normal", "far_spread", "subnormal_crowd")
    },
    **{
        f"gradient*/z_loss/{regime}/*": f"{_TINY}, or twice the log-sum-exp overflows"
        for regime in ("assorted", "infinite_loss", "tied_with_the_target")
    },
    **{
        f"gradient*/binary*/{regime}/*": _CONSTANT
        for regime in ("all_equal", "assorted", "log_uniform*", "masked_with_infinity")
    },
    "gradient_of_every_logit/binary/*/float16/*": _CONSTANT,
    "breaks/binary/*": _CONSTANT,
    "*/binary_from_probs*/*": "logs are clamped at -100, and 1 / p times the 0 behind that is NaN",
    "value*/kl_divergence/*": "of logarithms: the exp of log 0, times it, is 0 * -inf",
    "entropy_and_divergence/*": "of logarithms: the exp of log 0, times it, is 0 * -inf",
    "*/soft_*/*": "the log-sum-exp is not multiplied by the sum of shares, where that is not 1",
    "shares_are_linear/*": "the log-sum-exp is not multiplied by the sum of shares",
    "*/smoothed_to_the_mean/*": "a label_smoothing of 1 is refused",
    "value/smoothed/extreme_magnitudes/*": _OVERFLOWING,
    "many_shares/smoothed/*/float16/*": _OVERFLOWING,
    "empty_batch/*": "logsumexp refuses an array without elements",
    "targets_out_of_range/*": "no index is checked, memory beside the row is read: "
    "ml-explore/mlx#206",
}
HOMEPAGE = "https://ml-explore.github.io/mlx"


def cross_entropy(logits, targets, *, weight=None, label_smoothing=0.0, reduction="none"):
    """Its weights are those of examples, and its mean divides by their number."""
    if weight is not None and label_smoothing:
        raise Unsupported("MLX weighs a whole example, not what is smoothed over the classes")
    if weight is None:
        return nn.losses.cross_entropy(
            logits, targets, label_smoothing=label_smoothing, reduction=reduction
        )
    weights = weight[targets]
    if reduction == "mean":
        total = nn.losses.cross_entropy(logits, targets, weights, reduction="sum")
        return total / weights.sum()
    return nn.losses.cross_entropy(logits, targets, weights, reduction=reduction)


def soft_cross_entropy(logits, probs, *, reduction="none"):
    return nn.losses.cross_entropy(logits, probs, reduction=reduction)


def binary_cross_entropy(logits, targets):
    return nn.losses.binary_cross_entropy(logits, targets, reduction="none")


def binary_cross_entropy_from_probs(probs, targets):
    return nn.losses.binary_cross_entropy(probs, targets, with_logits=False, reduction="none")


def kl_divergence(logits, probs):
    """Of logarithms, as MLX wants both."""
    log_probs = nn.log_softmax(logits, axis=-1)
    return nn.losses.kl_div_loss(log_probs, mx.log(probs), axis=-1, reduction="none")


def z_loss(logits):
    return mx.logsumexp(logits, axis=-1) ** 2


def spatial_cross_entropy(logits, targets):
    return nn.losses.cross_entropy(logits, targets, axis=1, reduction="none")


def linear_cross_entropy(hidden, targets, *, classifier):
    return nn.losses.cross_entropy(hidden @ classifier.T, targets, reduction="none")
