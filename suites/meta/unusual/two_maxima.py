"""Two maxima: what is below the largest is added up relative to the second, which is there."""

import numpy as np

FRAMEWORK = "numpy"
PROMISE = {"*/subnormal_loss/*": "absolute", "*": "conditioned"}


def cross_entropy(logits, targets):
    own, _, _, gap, rest = _parts(logits, targets)
    losses = np.where(own.any(axis=-1), gap + np.log1p(rest), np.nan)
    return losses.astype(logits.dtype)


def cross_entropy_gradient(logits, targets, upstream=None):
    own, top, below, gap, rest = _parts(logits, targets)
    probs = np.where(top, 1, np.exp(below)) / (1 + rest)[:, None]
    at_top = np.broadcast_to((-(gap + rest) / (1 + rest))[:, None], probs.shape)
    gradient = np.where(own, np.where(top, at_top, probs - 1), probs)
    return (gradient if upstream is None else gradient * upstream[:, None]).astype(logits.dtype)


def _parts(logits, targets):
    wide = logits.astype(np.promote_types(logits.dtype, np.float32))
    own = targets[:, None] == np.arange(logits.shape[1])
    top = np.arange(logits.shape[1]) == wide.argmax(axis=-1)[:, None]
    below = wide - wide.max(axis=-1, keepdims=True)
    gap = -np.where(own, below, -np.inf).max(axis=-1)
    others = np.where(top, -np.inf, below)
    second = others.max(axis=-1, keepdims=True)
    alone = np.isneginf(second)
    terms = np.exp(others - np.where(alone, 0, second))
    bad = 0 * np.where(top, below, 0).sum(axis=-1)  # NaN where the maximum is not finite
    return own, top, below, gap, np.exp(second[:, 0]) * terms.sum(axis=-1) + bad
