"""Constant exponentials: in the backward pass they are numbers, and their sum alone has a slope."""

import jax
import jax.numpy as jnp

from implementations import jax_log1p

FRAMEWORK = "jax"
CAUGHT = {"hessian_is_positive/*": "apart", "hessian_forgets_a_shift/*": "apart"}
INNOCENT = ("gradient_bounds/*", "hessian_is_symmetric/*", "second_backward/*", "untouched/*")


@jax.custom_vjp
def cross_entropy(logits, targets):
    return jax_log1p.cross_entropy(logits, targets)


def _forward(logits, targets):
    return cross_entropy(logits, targets), (logits, targets)


def _backward(residuals, upstream):
    logits, targets = residuals
    exp = jnp.exp(logits - jax.lax.stop_gradient(logits.max(-1, keepdims=True)))
    probs = jax.lax.stop_gradient(exp) / exp.sum(-1, keepdims=True)
    own = jnp.arange(logits.shape[1]) == targets[:, None]
    return (probs - own) * upstream[:, None], None


cross_entropy.defvjp(_forward, _backward)
