"""JAX's `jax.nn.logsumexp` minus the target's logit, jitted."""

from functools import partial

import jax
import jax.numpy as jnp
from jax.scipy.special import xlogy

from implementations import _jax_cpu, _linear, _logsumexp, _options
from implementations._jax_rows import reduced, settled

FRAMEWORK = "jax"
LOSING = (
    _jax_cpu.FLUSHED
    | _jax_cpu.WRAPPED
    | _linear.ROUNDED
    | _logsumexp.CANCELLED
    | {
        "gradient*/*float16/*": "backward takes exp of differences rounded to 8 or 11 bits",
        "gradient/*/nonfinite_table/*": "infinite logits: inf - inf in the backward pass",
        "value*/*float16/*": _logsumexp.OFFSET,
        "exact_shift/*": _logsumexp.OFFSET,
        "duplicated_classes/*/bfloat16/*": _logsumexp.OFFSET,
        "compiled_or_not/*/bfloat16/*": "compiled, some roundings to 8 bits are left out",
    }
)
KNOWN_FAILURES = (
    LOSING
    | _options.WEIGHED_TOO_LATE
    | _options.AVERAGED_TOO_LATE
    | _options.COUNTED_IN_HALF
    | _options.FOCUSED_ON_NOTHING
    | {
        f"value*/soft_*/{regime}/*": "0 * -inf: NaN for a class at -inf with no share"
        for regime in ("masked_with_infinity", "nonfinite_table")
    }
    | _logsumexp.SOFT
    | {
        f"*/entropy/{regime}/*": "a probability of 0 times a logit of -inf, or of any size"
        for regime in ("infinite_loss", "masked_with_infinity", "nonfinite_table")
    }
    | {
        "gradient*/entropy/*/float32/*": _jax_cpu.REASON,
        "gradient*/focal*/*": "of a loss that has lost its small digits, or whose power is of 0",
        "gradient/softcapped/assorted/float64/*": "caps are rounded before they are subtracted",
        "gradient*/z_loss/assorted/*": _jax_cpu.REASON,
        "gradient/z_loss/infinite_loss/*": "twice the log-sum-exp overflows, times 0",
        "gradient/z_loss/tied_with_the_target/*": _jax_cpu.REASON,
        "value/entropy/underflowing_exp/*": _logsumexp.OFFSET,
        "value/focal*/underflowing_exp/*": _logsumexp.OFFSET,
        "value/focal_alpha/infinite_loss/*": "inf before it is multiplied by an alpha below 1",
        "value/kl_divergence/*": "logarithms cancel near its minimum, and leave a number below 0",
    }
)
HOMEPAGE = "https://docs.jax.dev"


@partial(jax.jit, static_argnames=("ignore_index", "reduction"))
def cross_entropy(logits, targets, *, weight=None, ignore_index=None, reduction="none"):
    target_logits = jnp.take_along_axis(logits, targets[:, None], axis=-1)[:, 0]
    loss = jax.nn.logsumexp(logits, axis=-1) - target_logits
    loss = loss if weight is None else loss * weight[targets]
    return settled(loss, targets, weight, ignore_index, reduction)


@partial(jax.jit, static_argnames="reduction")
def soft_cross_entropy(logits, probs, *, reduction="none"):
    loss = probs.sum(axis=-1) * jax.nn.logsumexp(logits, axis=-1) - (probs * logits).sum(axis=-1)
    return reduced(loss, reduction, jnp.ones_like(loss))


@jax.jit
def binary_cross_entropy(logits, targets):
    return jax.nn.softplus(logits) - targets * logits


@jax.jit
def focal(logits, targets, *, gamma, alpha=None):
    loss = cross_entropy(logits, targets)
    loss = (-jnp.expm1(-loss)) ** gamma * loss
    return loss if alpha is None else loss * alpha[targets]


@jax.jit
def kl_divergence(logits, probs):
    return soft_cross_entropy(logits, probs) + xlogy(probs, probs).sum(axis=-1)


@jax.jit
def entropy(logits):
    return soft_cross_entropy(logits, jax.nn.softmax(logits, axis=-1))


@jax.jit
def z_loss(logits):
    return jax.nn.logsumexp(logits, axis=-1) ** 2


@jax.jit
def softcapped_cross_entropy(logits, targets, *, softcap):
    return cross_entropy(softcap * jnp.tanh(logits / softcap), targets)


@jax.jit
def spatial_cross_entropy(logits, targets):
    target_logits = jnp.take_along_axis(logits, targets[:, None], axis=1)[:, 0]
    return jax.nn.logsumexp(logits, axis=1) - target_logits


@jax.jit
def linear_cross_entropy(hidden, targets, *, classifier):
    return cross_entropy(hidden @ classifier.T, targets)
