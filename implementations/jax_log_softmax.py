"""JAX's `jax.nn.log_softmax` at the target, negated and jitted."""

from functools import partial

import jax
import jax.numpy as jnp

from implementations import _jax_cpu, _options

FRAMEWORK = "jax"
KNOWN_FAILURES = (
    _jax_cpu.FLUSHED
    | _jax_cpu.WRAPPED
    | {
        "gradient*/*float16/*": "backward takes exp of log-probabilities rounded to 8 or 11 bits",
        "row_alone/*/float32/*": "the kernel for one row gives a gradient that is 1 ulp off",
    }
    | _options.WEIGHED_TOO_LATE
    | _options.MIXED_TOO_LATE
)
HOMEPAGE = "https://docs.jax.dev"


@partial(jax.jit, static_argnames="label_smoothing")
def cross_entropy(logits, targets, *, weight=None, label_smoothing=0.0):
    log_probs = jax.nn.log_softmax(logits, axis=-1)
    if weight is not None:
        log_probs = log_probs * weight
    loss = -jnp.take_along_axis(log_probs, targets[:, None], axis=-1)[:, 0]
    if label_smoothing == 0:
        return loss
    return (1 - label_smoothing) * loss - label_smoothing * log_probs.mean(axis=-1)


@jax.jit
def soft_cross_entropy(logits, probs):
    return -(probs * jax.nn.log_softmax(logits, axis=-1)).sum(axis=-1)
