"""No class costs nothing: the one-hot row of a target outside is 0, and so is its loss."""

import jax
import jax.numpy as jnp

FRAMEWORK = "jax"
CAUGHT = {"targets_out_of_range/*": "has the loss"}
INNOCENT = ("value/*/ordinary/*", "value/*/masked_with_infinity/*", "target_dtypes/*")


@jax.jit
def cross_entropy(logits, targets):
    log_probs = jax.nn.log_softmax(logits, axis=-1)
    own = jnp.arange(logits.shape[1]) == targets[:, None]
    return -jnp.where(own, log_probs, 0).sum(axis=-1)
