"""Keeps what is lost: float32, one class after the other, by Neumaier's compensated sum."""

import numpy as np

FRAMEWORK = "numpy"
PROMISE = {"*/subnormal_*/*": "absolute", "*": "conditioned"}  # those terms are subnormal before


def cross_entropy(logits, targets):
    own, _, gap, _, rest = _parts(logits, targets)
    losses = np.where(own.any(axis=-1), gap + np.log1p(rest), np.nan)
    return losses.astype(logits.dtype)


def cross_entropy_gradient(logits, targets, upstream=None):
    own, top, gap, exp, rest = _parts(logits, targets)
    probs = np.where(top, 1, exp) / (1 + rest)[:, None]
    at_top = np.broadcast_to((-(gap + rest) / (1 + rest))[:, None], probs.shape)
    gradient = np.where(own, np.where(top, at_top, probs - 1), probs)
    return (gradient if upstream is None else gradient * upstream[:, None]).astype(logits.dtype)


def _parts(logits, targets):
    wide = logits.astype(np.promote_types(logits.dtype, np.float32))
    own = targets[:, None] == np.arange(logits.shape[1])
    top = np.arange(logits.shape[1]) == wide.argmax(axis=-1)[:, None]
    below = wide - wide.max(axis=-1, keepdims=True)
    gap = -np.where(own, below, -np.inf).max(axis=-1)
    exp = np.where(top, 0 * below, np.exp(below))  # 0 times NaN is NaN, and passed on
    return own, top, gap, exp, _neumaier(exp)


def _neumaier(terms):
    """Z. Angew. Math. Mech. 54(1), 1974: what an addition loses is added up beside it."""
    total, lost = np.zeros(len(terms), terms.dtype), np.zeros(len(terms), terms.dtype)
    for term in terms.T:
        more = total + term
        lost += np.where(total >= term, (total - more) + term, (term - more) + total)
        total = more
    return total + lost
