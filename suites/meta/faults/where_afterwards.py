"""`where` afterwards: a share of 0 takes nothing of an infinite loss, and NaN comes back for it."""

import jax
import jax.numpy as jnp

FRAMEWORK = "jax"
CAUGHT = {"gradient/soft_targets/masked_with_infinity/*": "exceptional"}
INNOCENT = (
    "value/soft_targets/ordinary/*",
    "value/soft_targets/masked_with_infinity/*",
    "gradient/soft_targets/ordinary/*",
)


@jax.jit
def soft_cross_entropy(logits, probs):
    shifted = logits - logits.max(axis=-1, keepdims=True)
    softmax = jnp.exp(shifted) / jnp.exp(shifted).sum(axis=-1, keepdims=True)
    return -jnp.where(probs > 0, probs * jnp.log(softmax), 0).sum(axis=-1)
