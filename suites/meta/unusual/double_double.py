"""Double-double: pairs of float32 by hand, gaps, sums and quotients, where float64 is dear."""

import numpy as np

FRAMEWORK = "numpy"
PROMISE = {"*/subnormal_*/*": "absolute", "*": "conditioned"}


def cross_entropy(logits, targets):
    own, _, gap, _, (rest, low) = _parts(logits, targets)
    high, error = _two_sum(gap[0], np.log1p(rest))
    beyond = np.where(np.isfinite(high), error + gap[1] + low / (1 + rest), 0)
    return np.where(own.any(axis=-1), high + beyond, np.nan).astype(logits.dtype)


def cross_entropy_gradient(logits, targets, upstream=None):
    own, top, (gap, _), exp, (rest, low) = _parts(logits, targets)
    probs = np.where(top, 1, exp) / (1 + rest)[:, None]
    at_top = np.broadcast_to((-(gap + (rest + low)) / (1 + rest))[:, None], probs.shape)
    gradient = np.where(own, np.where(top, at_top, probs - 1), probs)
    return (gradient if upstream is None else gradient * upstream[:, None]).astype(logits.dtype)


def _parts(logits, targets):
    wide = logits.astype(np.promote_types(logits.dtype, np.float32))
    own = targets[:, None] == np.arange(logits.shape[1])
    top = np.arange(logits.shape[1]) == wide.argmax(axis=-1)[:, None]
    high, low = _two_sum(wide, -wide.max(axis=-1, keepdims=True))
    exp = np.exp(high)
    exp = np.where(top, 0 * high, exp + exp * low)
    rest, error = np.zeros(len(wide), wide.dtype), np.zeros(len(wide), wide.dtype)
    for term in exp.T:
        rest, more = _two_sum(rest, term)
        error = error + more
    gap = [-np.where(own, part, -np.inf).max(axis=-1) for part in (high, low)]
    return own, top, gap, exp, _two_sum(rest, error)


def _two_sum(one, other):
    """Knuth's: the rounded sum and what it lacks; nothing where it is not finite."""
    total = one + other
    part = total - one
    error = (one - (total - part)) + (other - part)
    return total, np.where(np.isfinite(total), error, 0).astype(total.dtype)
