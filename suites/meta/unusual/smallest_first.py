"""Smallest first: sorts each row, and adds upwards what is below the maximum."""

import numpy as np

FRAMEWORK = "numpy"


def cross_entropy(logits, targets):
    wide = logits.astype(np.promote_types(logits.dtype, np.float32))
    own = targets[:, None] == np.arange(logits.shape[1])
    gap = wide.max(axis=-1) - np.where(own, wide, -np.inf).max(axis=-1)
    losses = np.where(own.any(axis=-1), gap + np.log1p(_rest(wide)), np.nan)
    return losses.astype(logits.dtype)


def cross_entropy_gradient(logits, targets, upstream=None):
    wide = logits.astype(np.promote_types(logits.dtype, np.float32))
    exp = np.exp(wide - wide.max(axis=-1, keepdims=True)) / (1 + _rest(wide))[:, None]
    gradient = exp - (targets[:, None] == np.arange(logits.shape[1]))
    return (gradient if upstream is None else gradient * upstream[:, None]).astype(logits.dtype)


def _rest(wide):
    """The sum of all terms but the last of the sorted ones; NaN, which sorts last, is passed on."""
    ordered = np.sort(wide)
    terms = np.exp(ordered - ordered[:, -1:])
    return terms[:, :-1].cumsum(axis=-1)[:, -1] if wide.shape[1] > 1 else terms[:, 0] - 1
