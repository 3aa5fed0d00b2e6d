"""The cross-entropy of capped logits in jax_log1p, whose gaps are not differences of rounded caps.

With s the sigmoid, tanh a - tanh b = -2 expm1(2b - 2a) s(2a) s(-2b), and the slope of tanh a is
4 s(2a) s(-2a): so each gap between two capped logits has the relative accuracy of the gap before.
"""

from functools import partial

import jax
import jax.numpy as jnp

from implementations._jax_log1p import sent_back, slopes_of, widened
from implementations._jax_log1p_binary import sigmoid


@partial(jax.jit, static_argnames="softcap")
def softcapped_cross_entropy(logits, targets, *, softcap):
    """One loss per example of softcap * tanh(logits / softcap); NaN for a target outside."""
    return _capped(logits, targets, softcap)


@partial(jax.custom_vjp, nondiff_argnums=(2,))
def _capped(logits, targets, softcap):
    return _forward(logits, targets, softcap)[0]


def _forward(logits, targets, softcap):
    wide = widened(logits)
    wide = jnp.clip(wide, jnp.finfo(wide.dtype).min, jnp.finfo(wide.dtype).max)  # as the limit is
    classes = jnp.arange(wide.shape[1])
    target = classes == targets[:, None]
    top = classes == wide.argmax(axis=-1, keepdims=True)
    below = wide - wide.max(axis=-1, keepdims=True)
    least = sigmoid(wide.max(axis=-1, keepdims=True) / (softcap / 2))
    gaps = -2 * softcap * jnp.expm1(below / (softcap / 2)) * least * sigmoid(-wide / (softcap / 2))
    exp = jnp.where(top, 0, jnp.exp(-gaps))
    rest = exp.sum(axis=-1, keepdims=True)
    rest = jnp.where(target.any(axis=-1, keepdims=True), rest, jnp.nan)
    gap = jnp.where(target, gaps, 0).sum(axis=-1, keepdims=True)
    loss = (gap + jnp.log1p(rest))[:, 0].astype(logits.dtype)
    return loss, (wide, (gap, exp, rest, top, target))


def _backward(softcap, kept, upstream):
    wide, residuals = kept
    doubled = wide / (softcap / 2)
    gradient = slopes_of(*residuals) * (4 * sigmoid(doubled) * sigmoid(-doubled))
    return sent_back(gradient, upstream), None


_capped.defvjp(_forward, _backward)
