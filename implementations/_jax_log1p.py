"""The parts of jax_log1p: sums over all classes but one, and the slopes that follow from them.

Everything is wide here: float32 for 16 bits, and else the dtype that was given. `rest` is the
sum of exp(x_j - m) over all classes but one copy of the largest logit m, so that the loss is
(m - x_t) + log1p(rest) and no probability is taken from 1 unless it is below 1/2.
"""

import jax
import jax.numpy as jnp


def widened(array):
    return array.astype(jnp.promote_types(array.dtype, jnp.float32))


def times(share, amount):
    """Their product; 0 where there is no share, of whatever amount."""
    return jnp.where(share == 0, 0, share * amount)


def others(wide):
    """Of (num_examples, num_classes): the largest, where it is, exp of all others, their sum."""
    top = jnp.arange(wide.shape[1]) == wide.argmax(axis=-1, keepdims=True)
    # By its class and not by `max`, whose derivative several copies of it would share.
    maximum = jnp.where(top, wide, 0).sum(axis=-1, keepdims=True)
    exp = jnp.where(top, 0, jnp.exp(wide - maximum))
    return maximum, top, exp, exp.sum(axis=-1, keepdims=True)


def sent_back(gradient, upstream, factor=None):
    """*gradient* times the *upstream* and a *factor* of each loss, in the dtype of the losses."""
    wide = upstream.astype(gradient.dtype)
    wide = wide if factor is None else wide * factor
    rows = wide[:, None] if gradient.ndim > wide.ndim else wide
    return (gradient * rows).astype(upstream.dtype)


def softmax(top, exp, rest):
    return jnp.where(top, 1, exp) / (1 + rest)


@jax.custom_vjp
def picked(logits, targets, scale):
    """The losses of class indices, times *scale* unless that is None; NaN for one outside."""
    return _picked(logits, targets, scale)[0]


def loss_of(wide, targets):
    """One loss per example, and what `slopes_of` needs."""
    classes = jnp.arange(wide.shape[1])
    target = classes == targets[:, None]  # compared, since an index of -1 would wrap around
    maximum, top, exp, rest = others(wide)
    gap = maximum - jnp.where(target, wide, 0).sum(axis=-1, keepdims=True)
    rest = jnp.where(target.any(axis=-1, keepdims=True), rest, jnp.nan)
    return (gap + jnp.log1p(rest))[:, 0], (gap, exp, rest, top, target)


def slopes_of(gap, exp, rest, top, target):
    """softmax - one_hot(targets), neither of whose two kinds of entries cancels."""
    probs = softmax(top, exp, rest)
    at_top = -(gap + rest) / (1 + rest)  # the gap is 0 there, or NaN and passed on
    return jnp.where(target, jnp.where(top, at_top, probs - 1), probs)


def scaled(loss, wide, target, rest, scale):
    """The loss times *scale*, which may bring back a loss that overflows: by halves there."""
    largest, own = wide.max(axis=-1), jnp.where(target, wide, 0).sum(axis=-1)
    half = (largest / 2 - own / 2) + jnp.log1p(rest[:, 0]) / 2
    return jnp.where(jnp.isinf(loss), half * (2 * scale), loss * scale)


def _picked(logits, targets, scale):
    wide = widened(logits)
    loss, residuals = loss_of(wide, targets)
    if scale is not None:
        _, _, rest, _, target = residuals
        loss = scaled(loss, wide, target, rest, scale)
    return loss.astype(logits.dtype), (residuals, scale)


def _picked_backward(kept, upstream):
    residuals, scale = kept
    return sent_back(slopes_of(*residuals), upstream, scale), None, None


picked.defvjp(_picked, _picked_backward)


@jax.custom_vjp
def mixed(logits, shares):
    """The losses of soft targets, sum_j q_j (m - x_j) + Q log1p(rest), where Q is the sum of q.

    A class at -inf costs nothing where its share is 0. *shares* are wide.
    """
    return _mixed(logits, shares)[0]


def _mixed(logits, shares):
    wide = widened(logits)
    maximum, top, exp, rest = others(wide)
    gaps = shared(2 * shares, maximum / 2 - wide / 2).sum(axis=-1)  # halves cannot overflow
    loss = gaps + shares.sum(axis=-1) * jnp.log1p(rest[:, 0])
    return loss.astype(logits.dtype), (shares, top, exp, rest)


def shared(shares, costs):
    """Their product; what costs everything costs nothing where it has no share."""
    return jnp.where((shares == 0) & ~jnp.isnan(costs), 0, shares * costs)


def mixed_slopes(shares, top, exp, rest):
    """Q softmax - q, each entry as small as the two that it is the difference of.

    At a probability p above 1/2 that is (Q - q) - Q (1 - p), where Q - q is what all others have.
    """
    elsewhere = jnp.where(top, 0, shares).sum(axis=-1, keepdims=True)
    total = elsewhere + jnp.where(top, shares, 0).sum(axis=-1, keepdims=True)
    near = elsewhere - total * (rest / (1 + rest))
    return jnp.where(top & (rest < 1), near, total * softmax(top, exp, rest) - shares)


def _mixed_backward(kept, upstream):
    return sent_back(mixed_slopes(*kept), upstream), None


mixed.defvjp(_mixed, _mixed_backward)
