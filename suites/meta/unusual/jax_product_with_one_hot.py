"""A product with one-hot: losses of all classes by it, once those at infinity are put aside."""

import jax
import jax.numpy as jnp

FRAMEWORK = "jax"


@jax.jit
def cross_entropy(logits, targets):
    hot = jax.nn.one_hot(targets, logits.shape[1], dtype=jnp.float32)
    losses = -jax.nn.log_softmax(logits.astype(jnp.promote_types(logits.dtype, jnp.float32)))
    finite = jnp.where(jnp.isfinite(losses), losses, 0)
    picked = jnp.einsum("nc,nc->n", hot.astype(losses.dtype), finite, precision="highest")
    lost = jnp.where((hot > 0) & ~jnp.isfinite(losses), losses, 0).sum(-1)
    known = jnp.where(hot.any(-1), lost, jnp.nan)
    return (picked + known).astype(logits.dtype)
