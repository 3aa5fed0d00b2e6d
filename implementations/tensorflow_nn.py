"""TensorFlow's `tf.nn`, called the way its documentation says, eagerly."""

import tensorflow as tf

from implementations import _jax_cpu, _linear, _options

FRAMEWORK = "tensorflow"
_FLUSHED = "TensorFlow on the CPU takes subnormal numbers for 0, and an exponential is one here"
KNOWN_FAILURES = {
    **dict.fromkeys(_jax_cpu.FLUSHED, _FLUSHED),  # where JAX does so too
    **_linear.ROUNDED,
    **_options.WEIGHED_TOO_LATE,
    **_options.NO_SHARE,
    **_options.COUNTED_IN_HALF,
    **_options.AVERAGED_TOO_LATE,
    "*/absorbed_crowd/float32/2x*": "1 + exp(-gap) is 1 for each class; their sum is not small",
    "gradient*/*_sum/tied_with_the_target/*": _FLUSHED,
    "gradient*/bfloat16/*": "each step of the backward pass is rounded to 8 bits",
    "gradient*/soft_*/*": "backward is softmax - q, right only of shares that sum to 1: "
    "tensorflow/tensorflow#60314",
    "gradient/binary_pos_weight/assorted/*": "at a logit of 0 it is 0 or 1: so have abs and relu",
    "gradient*/z_loss/assorted/*": _FLUSHED,
    "gradient/z_loss/infinite_loss/*": "twice the log-sum-exp overflows, times 0",
    "gradient/z_loss/tied_with_the_target/*": _FLUSHED,
}
HOMEPAGE = "https://www.tensorflow.org"


def cross_entropy(logits, targets, *, weight=None, reduction="none"):
    """The weights and the mean are what one writes on top: `tf.nn` has neither."""
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=targets, logits=logits)
    if weight is None:
        return losses if reduction == "none" else _REDUCED[reduction](losses)
    weights = tf.gather(weight, targets)
    losses = losses * weights
    if reduction == "none":
        return losses
    total = tf.reduce_sum(losses)
    return total / tf.reduce_sum(weights) if reduction == "mean" else total


def soft_cross_entropy(logits, probs, *, reduction="none"):
    losses = tf.nn.softmax_cross_entropy_with_logits(labels=probs, logits=logits)
    return losses if reduction == "none" else _REDUCED[reduction](losses)


def binary_cross_entropy(logits, targets, *, pos_weight=None):
    if pos_weight is None:
        return tf.nn.sigmoid_cross_entropy_with_logits(labels=targets, logits=logits)
    return tf.nn.weighted_cross_entropy_with_logits(targets, logits, pos_weight)


def z_loss(logits):
    return tf.reduce_logsumexp(logits, axis=-1) ** 2


def spatial_cross_entropy(logits, targets):
    channels_last = tf.transpose(logits, [0, 2, 3, 1])
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=targets, logits=channels_last)


def linear_cross_entropy(hidden, targets, *, classifier):
    logits = tf.matmul(hidden, classifier, transpose_b=True)
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=targets, logits=logits)


_REDUCED = {"sum": tf.reduce_sum, "mean": tf.reduce_mean}
