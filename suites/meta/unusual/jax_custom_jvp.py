"""A custom jvp: the derivative in a direction is written, and the gradient is its transpose."""

import jax
import jax.numpy as jnp

FRAMEWORK = "jax"


@jax.custom_jvp
def cross_entropy(logits, targets):
    losses, _, _ = _parts(logits, targets)
    return losses.astype(logits.dtype)


@cross_entropy.defjvp
def _along(primals, tangents):
    logits, targets = primals
    losses, probs, own = _parts(logits, targets)
    moved = tangents[0].astype(probs.dtype)
    change = ((probs - own) * moved).sum(-1)
    return losses.astype(logits.dtype), change.astype(logits.dtype)


def _parts(logits, targets):
    wide = logits.astype(jnp.promote_types(logits.dtype, jnp.float32))
    own = jnp.arange(wide.shape[1]) == targets[:, None]
    shifted = wide - wide.max(-1, keepdims=True)
    total = jnp.exp(shifted).sum(-1, keepdims=True)
    target = jnp.where(own.any(-1), jnp.where(own, shifted, -jnp.inf).max(-1), jnp.nan)
    return jnp.log(total)[:, 0] - target, jnp.exp(shifted) / total, own.astype(wide.dtype)
