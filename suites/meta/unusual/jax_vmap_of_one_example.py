"""A vmap of one example: one row and one target, in an order of operations that is XLA's affair."""

import jax
import jax.numpy as jnp

FRAMEWORK = "jax"


@jax.jit
def cross_entropy(logits, targets):
    return jax.vmap(_loss_of_one)(logits, targets)


def _loss_of_one(row, target):
    wide = row.astype(jnp.promote_types(row.dtype, jnp.float32))
    shifted = wide - jax.lax.stop_gradient(wide.max())
    own = jnp.arange(wide.shape[0]) == target
    gap = -jnp.where(own, shifted, 0).sum()
    loss = jax.nn.logsumexp(shifted) + jnp.where(own.any(), gap, jnp.nan)
    return loss.astype(row.dtype)
