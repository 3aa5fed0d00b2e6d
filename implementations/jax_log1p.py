"""JAX, `(max - target) + log1p(the other terms)` with a backward pass that does not cancel.

The formula is that of numpy_log1p, in float32 for every dtype but float64.
"""

import jax
import jax.numpy as jnp

from implementations import _jax_cpu, _options

FRAMEWORK = "jax"
KNOWN_FAILURES = _jax_cpu.FLUSHED | _options.WEIGHED_TOO_LATE
PROMISE = {
    "*/float16/*": "conditioned",  # computed in float32, and large enough there
    **dict.fromkeys(_jax_cpu.FLUSHING, "absolute"),
    "*": "conditioned",
}


@jax.jit
def cross_entropy(logits, targets, *, weight=None):
    """One loss per example of (num_examples, num_classes); NaN where the target is outside."""
    scale = jnp.ones_like(targets, logits.dtype) if weight is None else weight[targets]
    return _cross_entropy(logits, targets, scale)


@jax.custom_vjp
def _cross_entropy(logits, targets, scale):
    return _forward(logits, targets, scale)[0]


def _forward(logits, targets, scale):
    wide = logits.astype(jnp.promote_types(logits.dtype, jnp.float32))
    classes = jnp.arange(wide.shape[1])
    target = classes == targets[:, None]  # compared, since an index of -1 would wrap around
    top = classes == wide.argmax(axis=-1, keepdims=True)
    # By its class and not by `max`, whose derivative several copies of it would share.
    maximum = jnp.where(top, wide, 0).sum(axis=-1, keepdims=True)
    gap = maximum - jnp.where(target, wide, 0).sum(axis=-1, keepdims=True)
    exp = jnp.where(top, 0, jnp.exp(wide - maximum))
    inside = target.any(axis=-1, keepdims=True)
    rest = jnp.where(inside, exp.sum(axis=-1, keepdims=True), jnp.nan)
    loss = ((gap + jnp.log1p(rest))[:, 0] * scale).astype(logits.dtype)
    return loss, (gap, exp, rest, top, target, scale)


def _backward(residuals, upstream):
    gap, exp, rest, top, target, scale = residuals
    probs = jnp.where(top, 1, exp) / (1 + rest)
    at_top = -(gap + rest) / (1 + rest)  # the gap is 0 there, or NaN and passed on
    gradient = jnp.where(target, jnp.where(top, at_top, probs - 1), probs)
    gradient *= upstream[:, None].astype(gradient.dtype) * scale[:, None]
    return gradient.astype(upstream.dtype), None, None


_cross_entropy.defvjp(_forward, _backward)
