"""Halves: maximum and sum of each half of the classes, and of each half of that."""

import numpy as np

FRAMEWORK = "numpy"


def cross_entropy(logits, targets):
    wide = logits.astype(np.promote_types(logits.dtype, np.float32))
    maximum, total = _halved(wide)
    own = targets[:, None] == np.arange(logits.shape[1])
    gap = maximum - np.where(own, wide, -np.inf).max(axis=-1)
    return np.where(own.any(axis=-1), gap + np.log(total), np.nan).astype(logits.dtype)


def cross_entropy_gradient(logits, targets, upstream=None):
    wide = logits.astype(np.promote_types(logits.dtype, np.float32))
    maximum, total = _halved(wide)
    probs = np.exp(wide - maximum[:, None]) / total[:, None]
    gradient = probs - (targets[:, None] == np.arange(logits.shape[1]))
    return (gradient if upstream is None else gradient * upstream[:, None]).astype(logits.dtype)


def _halved(wide):
    classes = wide.shape[1]
    if classes == 1:
        return wide[:, 0], np.exp(wide[:, 0] * 0) if np.isfinite(wide).all() else _one(wide[:, 0])
    (high, some), (low, others) = _halved(wide[:, : classes // 2]), _halved(wide[:, classes // 2 :])
    maximum = np.maximum(high, low)
    return maximum, some * _shrink(high, maximum) + others * _shrink(low, maximum)


def _one(logits):
    """Of a class at -inf there is nothing; of one at NaN or +inf, nothing is known."""
    return np.where(np.isneginf(logits), 0, 1 + 0 * logits).astype(logits.dtype)


def _shrink(low, high):
    return np.exp(np.where(np.isneginf(low), low, low - high))
