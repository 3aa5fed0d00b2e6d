"""The forward differs: under differentiation JAX runs another function, and that one is wrong."""

import jax
import jax.numpy as jnp

from implementations import jax_log1p

FRAMEWORK = "jax"
CAUGHT = {
    "value_while_differentiating/*/ordinary/*": "inaccurate",
}
INNOCENT = (
    "value/*/ordinary/*",
    "gradient/*/ordinary/float32/*",
)
PROMISE = "absolute"


@jax.jit
def cross_entropy(logits, targets):
    return _cross_entropy(logits, targets)


@jax.custom_vjp
def _cross_entropy(logits, targets):
    return jax_log1p.cross_entropy(logits, targets)


def _forward(logits, targets):
    losses, pullback = jax.vjp(lambda z: jax_log1p.cross_entropy(z, targets), logits)
    return jnp.full_like(losses, losses.mean()), pullback


def _backward(pullback, upstream):
    return (*pullback(upstream), None)


_cross_entropy.defvjp(_forward, _backward)
