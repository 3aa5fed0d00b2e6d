"""JAX's `jax.nn.log_softmax` at the target, negated and jitted."""

from functools import partial

import jax
import jax.numpy as jnp
from jax.scipy.special import xlog1py, xlogy

from implementations import _jax_cpu, _linear, _options
from implementations._jax_rows import reduced, settled

FRAMEWORK = "jax"
_FOCUSED = "1 - exp(log p) cancels, and its power has an infinite slope at 0"
KNOWN_FAILURES = (
    _jax_cpu.FLUSHED
    | _jax_cpu.WRAPPED
    | _linear.ROUNDED
    | {
        "gradient*/*float16/*": "backward takes exp of log-probabilities rounded to 8 or 11 bits",
    }
    | _options.WEIGHED_TOO_LATE
    | _options.MIXED_TOO_LATE
    | _options.SHARED_TOO_LATE
    | _options.AVERAGED_TOO_LATE
    | _options.COUNTED_IN_HALF
    | _options.FOCUSED_ON_NOTHING
    | {
        f"*/entropy/{regime}/*": "a probability of 0 times the logarithm of it, NaN"
        for regime in ("infinite_loss", "masked_with_infinity", "nonfinite_table")
    }
    | {
        "gradient*/*focal*/*": _FOCUSED,
        "gradient/all_ignored/nonfinite_table/*": "NaN in an ignored row, times 0",
        "gradient/all_ignored_sum/nonfinite_table/*": "NaN in an ignored row, times 0",
        "gradient*/binary_from_probs/*": "0 * inf for a probability that is the target, 0 or 1",
        "gradient*/entropy/*/float32/*": _jax_cpu.REASON,
        "gradient/softcapped/assorted/float64/*": "caps are rounded before they are subtracted",
        "gradient/weighted_mean/nonfinite_table/*": "the backward pass leaves a rounding of 0",
        "no_probability/*": "xlogy has a logarithm above 0 for what is above 1",
        "value/binary_from_probs/assorted/float64/*": "log1p of XLA is off by 128 ulp near -0.4",
        "value/focal_alpha/infinite_loss/*": "inf before it is multiplied by an alpha below 1",
        "value/focal*/assorted/bfloat16/*": _FOCUSED,
        "value/kl_divergence/*": "logarithms cancel near its minimum, and leave a number below 0",
        "weight_of_nobody/*": "all classes are weighed, and 0 times infinity comes back from one",
    }
)
HOMEPAGE = "https://docs.jax.dev"


@partial(jax.jit, static_argnames=("label_smoothing", "ignore_index", "reduction"))
def cross_entropy(
    logits, targets, *, weight=None, label_smoothing=0.0, ignore_index=None, reduction="none"
):
    log_probs = jax.nn.log_softmax(logits, axis=-1)
    if weight is not None:
        log_probs = log_probs * weight
    loss = -jnp.take_along_axis(log_probs, targets[:, None], axis=-1)[:, 0]
    if label_smoothing != 0:
        loss = (1 - label_smoothing) * loss - label_smoothing * log_probs.mean(axis=-1)
    return settled(loss, targets, weight, ignore_index, reduction)


@partial(jax.jit, static_argnames="reduction")
def soft_cross_entropy(logits, probs, *, weight=None, reduction="none"):
    log_probs = jax.nn.log_softmax(logits, axis=-1)
    if weight is not None:
        log_probs = log_probs * weight
    loss = -(probs * log_probs).sum(axis=-1)
    return reduced(loss, reduction, jnp.ones_like(loss))


@jax.jit
def binary_cross_entropy(logits, targets, *, pos_weight=None):
    positive = targets if pos_weight is None else targets * pos_weight
    return -positive * jax.nn.log_sigmoid(logits) - (1 - targets) * jax.nn.log_sigmoid(-logits)


@jax.jit
def binary_cross_entropy_from_probs(probs, targets):
    return -xlogy(targets, probs) - xlog1py(1 - targets, -probs)


@jax.jit
def focal(logits, targets, *, gamma, alpha=None):
    log_prob = -cross_entropy(logits, targets)
    loss = -((1 - jnp.exp(log_prob)) ** gamma) * log_prob
    return loss if alpha is None else loss * alpha[targets]


@jax.jit
def binary_focal(logits, targets, *, gamma, alpha=None):
    log_prob = jax.nn.log_sigmoid(jnp.where(targets == 1, logits, -logits))
    loss = -((1 - jnp.exp(log_prob)) ** gamma) * log_prob
    return loss if alpha is None else loss * jnp.where(targets == 1, alpha, 1 - alpha)


@jax.jit
def kl_divergence(logits, probs):
    return (xlogy(probs, probs) - probs * jax.nn.log_softmax(logits, axis=-1)).sum(axis=-1)


@jax.jit
def entropy(logits):
    log_probs = jax.nn.log_softmax(logits, axis=-1)
    return -(jnp.exp(log_probs) * log_probs).sum(axis=-1)


@jax.jit
def softcapped_cross_entropy(logits, targets, *, softcap):
    return cross_entropy(softcap * jnp.tanh(logits / softcap), targets)


@jax.jit
def spatial_cross_entropy(logits, targets):
    log_probs = jax.nn.log_softmax(logits, axis=1)
    return -jnp.take_along_axis(log_probs, targets[:, None], axis=1)[:, 0]


@jax.jit
def linear_cross_entropy(hidden, targets, *, classifier):
    return cross_entropy(hidden @ classifier.T, targets)
