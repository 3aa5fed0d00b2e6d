"""Quick when compiled: under a jit the exponentials are approximate ones."""

import jax
import jax.numpy as jnp

from implementations import jax_log_softmax

FRAMEWORK = "jax"
CAUGHT = {"compiled_or_not/*": "apart"}
INNOCENT = ("nonnegative/*", "same_every_time/*", "untouched/*")


@jax.jit
def cross_entropy(logits, targets):
    careful = jax_log_softmax.cross_entropy.__wrapped__(logits, targets)
    if not isinstance(logits, jax.core.Tracer):
        return careful
    steps = 1 + (logits - logits.max(-1, keepdims=True)) / 256
    quick = jnp.log((jnp.maximum(steps, 0) ** 256).sum(-1))
    top = logits.max(-1)
    return top - jnp.take_along_axis(logits, targets[:, None], -1)[:, 0] + quick
