"""The binary losses of jax_log1p: softplus as max(z, 0) + log1p(exp(-|z|)), and its slope.

With e = exp(-|z|), sigmoid(z) is 1 / (1 + e) or e / (1 + e), neither of which is taken from 1.
"""

from functools import partial

import jax
import jax.numpy as jnp

from implementations._jax_log1p import sent_back, times, widened
from implementations._jax_log1p_focal import slope, weighed


@jax.jit
def binary_cross_entropy(logits, targets, *, pos_weight=None):
    """One loss per logit of (num_examples, num_labels), all of whose addends are at least 0."""
    target = widened(targets)
    positive = target if pos_weight is None else target * widened(pos_weight)
    return _binary(logits, positive, 1 - target)


@jax.custom_vjp
def _binary(logits, positive, negative):
    """positive * softplus(-z) + negative * softplus(z)."""
    return _binary_forward(logits, positive, negative)[0]


def _binary_forward(logits, positive, negative):
    wide = widened(logits)
    far = times(positive, jnp.maximum(-wide, 0)) + times(negative, jnp.maximum(wide, 0))
    near = (positive + negative) * jnp.log1p(jnp.exp(-jnp.abs(wide)))
    return (far + near).astype(logits.dtype), (wide, positive, negative)


def _binary_backward(kept, upstream):
    """For hard targets one of the two is 0; for soft ones each is as small as what it weighs."""
    wide, positive, negative = kept
    gradient = negative * sigmoid(wide) - positive * sigmoid(-wide)
    return sent_back(gradient, upstream), None, None


_binary.defvjp(_binary_forward, _binary_backward)


def sigmoid(wide):
    exp = jnp.exp(-jnp.abs(wide))
    return jnp.where(wide < 0, exp, 1) / (1 + exp)


@jax.custom_vjp
def _from_probs(probs, target):
    return _from_probs_forward(probs, target)[0]


def _from_probs_forward(probs, target):
    wide = widened(probs)
    known = jnp.where(wide > 1, jnp.nan, wide)  # which is no probability
    positive, negative = times(target, -jnp.log(known)), times(1 - target, -_log_of_rest(known))
    return (positive + negative).astype(probs.dtype), (wide, target)


def _log_of_rest(prob):
    """log(1 - p); of p > 1/4 plainly, since XLA's log1p of float64 is off by 128 ulp at -0.4142."""
    return jnp.where(prob > 0.25, jnp.log(1 - prob), jnp.log1p(-prob))


def _from_probs_backward(kept, upstream):
    """(p - y) / (p (1 - p)), which is -1 / p for y = 1 and 1 / (1 - p) for y = 0.

    Both are multiplied by a power of two first, so that p - y is not subnormal, which is 0 here.
    """
    wide, target = kept
    gradient = (wide * 2.0**64 - target * 2.0**64) / (wide * 2.0**64) / (1 - wide)
    gradient = jnp.where(target == 1, -1 / wide, gradient)
    gradient = jnp.where(target == 0, 1 / (1 - wide), gradient)
    return sent_back(gradient, upstream), None


_from_probs.defvjp(_from_probs_forward, _from_probs_backward)


@jax.jit
def binary_cross_entropy_from_probs(probs, targets):
    """One loss per probability; log1p(-p), since 1 - p would be rounded before its logarithm."""
    return _from_probs(probs, widened(targets))


@partial(jax.jit, static_argnames=("gamma", "alpha"))
def binary_focal(logits, targets, *, gamma, alpha=None):
    """One loss per logit, for targets of 0 and 1: with s = +-z, sigmoid(-s)^gamma softplus(-s)."""
    sign = 2 * widened(targets) - 1
    scale = jnp.ones_like(sign)
    if alpha is not None:
        scale = jnp.where(sign > 0, alpha, 1 - alpha).astype(sign.dtype)
    return _focal(logits, sign, scale, gamma)


@partial(jax.custom_vjp, nondiff_argnums=(3,))
def _focal(logits, sign, scale, gamma):
    return _focal_forward(logits, sign, scale, gamma)[0]


def _focal_forward(logits, sign, scale, gamma):
    score = widened(logits) * sign
    loss = jnp.maximum(-score, 0) + jnp.log1p(jnp.exp(-jnp.abs(score)))
    miss = sigmoid(-score)
    losses = (weighed(loss, miss, gamma) * scale).astype(logits.dtype)
    return losses, (loss, miss, sigmoid(score), sign * scale)


def _focal_backward(gamma, kept, upstream):
    loss, miss, prob, factor = kept
    gradient = -slope(loss, miss, prob, gamma) * miss
    return sent_back(gradient, upstream, factor), None, None


_focal.defvjp(_focal_forward, _focal_backward)
