"""Shares the maximum: a backward pass that is right, through which none can be taken once more."""

import jax
import jax.numpy as jnp

FRAMEWORK = "jax"
CAUGHT = {"hessian_times_vector/*": "apart", "hessian_is_symmetric/*": "apart"}
INNOCENT = ("gradient_bounds/*", "second_backward/*", "untouched/*", "value/*/ordinary/*")


@jax.custom_vjp
def cross_entropy(logits, targets):
    return _forward(logits, targets)[0]


def _forward(logits, targets):
    wide = logits.astype(jnp.promote_types(logits.dtype, jnp.float32))
    target = jnp.arange(wide.shape[1]) == targets[:, None]
    top = wide.argmax(-1, keepdims=True) == jnp.arange(wide.shape[1])
    maximum = wide.max(-1, keepdims=True)  # whose derivative is shared by all that tie
    exp = jnp.where(top, 1, jnp.exp(wide - maximum))
    gap = maximum[:, 0] - jnp.where(target, wide, 0).sum(-1)
    return (gap + jnp.log(exp.sum(-1))).astype(logits.dtype), (exp, target)


def _backward(residuals, upstream):
    exp, target = residuals
    gradient = exp / exp.sum(-1, keepdims=True) - target
    return (gradient * upstream[:, None]).astype(upstream.dtype), None


cross_entropy.defvjp(_forward, _backward)
