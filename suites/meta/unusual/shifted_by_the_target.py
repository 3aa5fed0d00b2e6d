"""Shifted by the target: log1p of the others' share of it, wherever that is safe in float64."""

import numpy as np

FRAMEWORK = "numpy"
PROMISE = {"*/subnormal_loss/float64/*": "absolute", "*": "conditioned"}
FURTHEST = 500.0  #: exp of it, times as many classes as there are, is finite


def cross_entropy(logits, targets):
    own, beyond, exp = _parts(logits, targets)
    others = np.where(own, 0, exp).sum(axis=-1)
    far = beyond + np.log(exp.sum(axis=-1))
    losses = np.where(beyond > 0, far, np.log1p(others))
    return np.where(own.any(axis=-1), losses, np.nan).astype(logits.dtype)


def cross_entropy_gradient(logits, targets, upstream=None):
    own, _, exp = _parts(logits, targets)
    others = np.where(own, 0, exp).sum(axis=-1, keepdims=True)
    gradient = np.where(own, -others, exp) / exp.sum(axis=-1, keepdims=True)
    return (gradient if upstream is None else gradient * upstream[:, None]).astype(logits.dtype)


def _parts(logits, targets):
    """The target's class, by how much its gap is more than is safe, and the shifted exponentials.

    Where it is more, the shift is so far below the maximum that the target vanishes beside it.
    """
    wide, own = logits.astype(np.float64), targets[:, None] == np.arange(logits.shape[1])
    maximum = wide.max(axis=-1, keepdims=True)
    gap = maximum - np.where(own, wide, -np.inf).max(axis=-1, keepdims=True)
    beyond = np.maximum(gap - FURTHEST, 0)
    exp = np.exp((wide - maximum) + np.minimum(gap, FURTHEST))
    return own, beyond[:, 0], exp
