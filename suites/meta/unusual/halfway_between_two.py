"""Halfway between two: shifts by the mean of the two largest logits, or by 500 below the first."""

import numpy as np

FRAMEWORK = "numpy"
FURTHEST = 500.0  #: exp of it, times as many classes as there are, is finite in float64


def cross_entropy(logits, targets):
    shifted, own, total = _parts(logits, targets)
    target = np.where(own, shifted, -np.inf).max(axis=-1)
    losses = np.maximum(np.log(total[:, 0]) - target, 0)
    return np.where(own.any(axis=-1), losses, np.nan).astype(logits.dtype)


def cross_entropy_gradient(logits, targets, upstream=None):
    shifted, own, total = _parts(logits, targets)
    gradient = np.exp(shifted) / total - own
    return (gradient if upstream is None else gradient * upstream[:, None]).astype(logits.dtype)


def _parts(logits, targets):
    wide = logits.astype(np.float64)
    below = wide - wide.max(axis=-1, keepdims=True)
    second = np.sort(below)[:, -2:-1] if wide.shape[1] > 1 else below
    shifted = below + np.minimum(-second / 2, FURTHEST)
    own = targets[:, None] == np.arange(wide.shape[1])
    return shifted, own, np.exp(shifted).sum(axis=-1, keepdims=True)
