"""A scan over the classes: one after the other, with the maximum and the sum so far."""

import jax
import jax.numpy as jnp

FRAMEWORK = "jax"


@jax.custom_vjp
def cross_entropy(logits, targets):
    return _forward(logits, targets)[0]


@jax.jit
def _forward(logits, targets):
    wide = logits.astype(jnp.promote_types(logits.dtype, jnp.float32))
    begin = jnp.full(len(wide), -jnp.inf, wide.dtype), jnp.zeros(len(wide), wide.dtype)
    (maximum, total), _ = jax.lax.scan(_added, begin, wide.T)
    own = jnp.arange(wide.shape[1]) == targets[:, None]
    target = jnp.where(own.any(-1), jnp.where(own, wide, -jnp.inf).max(-1), jnp.nan)
    losses = (maximum - target) + jnp.log(total)
    return losses.astype(logits.dtype), (wide, maximum, total, own)


@jax.jit
def _backward(residuals, upstream):
    wide, maximum, total, own = residuals
    gradient = jnp.exp(wide - maximum[:, None]) / total[:, None] - own
    return (gradient * upstream[:, None]).astype(upstream.dtype), None


cross_entropy.defvjp(_forward, _backward)


def _added(state, logit):
    maximum, total = state
    highest = jnp.maximum(maximum, logit)
    return (highest, total * _shrink(maximum, highest) + _shrink(logit, highest)), None


def _shrink(low, high):
    return jnp.exp(jnp.where(jnp.isneginf(low), low, low - high))
