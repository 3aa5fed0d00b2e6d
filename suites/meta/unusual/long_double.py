"""Long double: what the machine has beyond float64, rounded to it and then to the format."""

import numpy as np

FRAMEWORK = "numpy"
PROMISE = {"*/float64/*": "conditioned", "*": "faithful"}  # elsewhere it may be float64 itself


def cross_entropy(logits, targets):
    own, _, gap, _, rest = _parts(logits, targets)
    losses = np.where(own.any(axis=-1), gap + np.log1p(rest), np.nan)
    return losses.astype(np.float64).astype(logits.dtype)


def cross_entropy_gradient(logits, targets, upstream=None):
    own, top, gap, exp, rest = _parts(logits, targets)
    probs = np.where(top, 1, exp) / (1 + rest)[:, None]
    at_top = (-(gap + rest) / (1 + rest))[:, None]
    gradient = np.where(own, np.where(top, at_top, probs - 1), probs)
    if upstream is not None:
        gradient = gradient * upstream.astype(np.longdouble)[:, None]
    return gradient.astype(np.float64).astype(logits.dtype)


def _parts(logits, targets):
    wide = logits.astype(np.float64).astype(np.longdouble)
    own = targets[:, None] == np.arange(logits.shape[1])
    top = np.arange(logits.shape[1]) == wide.argmax(axis=-1)[:, None]
    below = wide - wide.max(axis=-1, keepdims=True)
    gap = -np.where(own, below, -np.inf).max(axis=-1)
    exp = np.where(top, 0 * below, np.exp(below))  # 0 times NaN is NaN, and passed on
    return own, top, gap, exp, exp.sum(axis=-1)
