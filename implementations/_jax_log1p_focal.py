"""The focal loss of jax_log1p: 1 - p is -expm1(-L), as accurate as the loss L itself.

It is (1 - p)^gamma L (Lin et al., ICCV 2017), and its slope in L is
(1 - p)^gamma (1 + gamma p L / (1 - p)): nothing in it cancels, and L / (1 - p) tends to 1.
"""

from functools import partial

import jax
import jax.numpy as jnp
from jax import lax

from implementations._jax_log1p import loss_of, scaled, sent_back, slopes_of, times, widened


@partial(jax.jit, static_argnames="gamma")
def focal(logits, targets, *, gamma, alpha=None):
    """One loss per example, times the *alpha* of the target's class; NaN for one outside."""
    return _focal(logits, targets, None if alpha is None else alpha[targets], gamma)


def weighed(loss, miss, gamma):
    return times(_power(miss, gamma), loss)


def slope(loss, miss, prob, gamma):
    """Of the focal loss in the loss."""
    ratio = jnp.where(miss == 0, 1, times(prob, loss) / miss)
    return _power(miss, gamma) * (1 + gamma * ratio)


def _power(base, exponent):
    """By multiplication where that will do, which is the more accurate."""
    if float(exponent).is_integer() and abs(exponent) < 100:
        return lax.integer_pow(base, int(exponent))
    return base**exponent


@partial(jax.custom_vjp, nondiff_argnums=(3,))
def _focal(logits, targets, scale, gamma):
    return _forward(logits, targets, scale, gamma)[0]


def _forward(logits, targets, scale, gamma):
    wide = widened(logits)
    loss, residuals = loss_of(wide, targets)
    _, _, rest, _, target = residuals
    whole = loss if scale is None else scaled(loss, wide, target, rest, scale)
    found = weighed(whole, -jnp.expm1(-loss), gamma)
    return found.astype(logits.dtype), (loss, residuals, scale)


def _backward(gamma, kept, upstream):
    loss, residuals, scale = kept
    factor = slope(loss, -jnp.expm1(-loss), jnp.exp(-loss), gamma)[:, None]
    return sent_back(times(slopes_of(*residuals), factor), upstream, scale), None, None


_focal.defvjp(_forward, _backward)
