"""A power of nothing: (1 - p) ** 0 is 1, and its slope 0 times infinity where p is 1."""

import jax
import jax.numpy as jnp

FRAMEWORK = "jax"
CAUGHT = {"gradient/focal_gamma_half/confident_past_absorption/*": "exceptional"}
INNOCENT = ("value/focal/ordinary/*", "gradient/focal/ordinary/*")


@jax.jit
def focal(logits, targets, *, gamma):
    log_probs = jax.nn.log_softmax(logits, axis=-1)
    own = jnp.take_along_axis(log_probs, targets[:, None], axis=-1)[:, 0]
    return -((1 - jnp.exp(own)) ** gamma) * own
