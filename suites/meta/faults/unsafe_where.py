"""An unsafe where: the branch that is not taken still divides by zero in the gradient."""

import jax
import jax.numpy as jnp

FRAMEWORK = "jax"
CAUGHT = {"gradient/*/confidently_wrong/float32/*": "exceptional"}
INNOCENT = ("value/*/confidently_wrong/float32/*", "gradient/*/ordinary/*")


@jax.jit
def cross_entropy(logits, targets):
    wide = logits.astype(jnp.promote_types(logits.dtype, jnp.float32))
    target_logits = jnp.take_along_axis(wide, targets[:, None], axis=-1)[:, 0]
    below = jax.nn.logsumexp(wide, axis=-1) - target_logits
    probability = jnp.exp(-below)
    losses = jnp.where(probability > 0, -jnp.log(probability), below)
    return losses.astype(logits.dtype)
