"""Rows in chunks: five at a time, the rest of them last, and padded to five like all others."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CHUNK = 5  #: rows
PROMISE = {
    "*/subnormal_loss/float64/*": "absolute",
    "*/float64/*": "conditioned",
    "*": "faithful",
}


def cross_entropy(logits, targets):
    losses = np.empty(len(targets), logits.dtype)
    for rows, padded in _chunks(logits, targets):
        losses[rows] = numpy_log1p.cross_entropy(*padded)[: len(losses[rows])]
    return losses


def cross_entropy_gradient(logits, targets, upstream=None):
    gradient = np.empty(logits.shape, logits.dtype)
    upstream = np.ones(len(targets), logits.dtype) if upstream is None else upstream
    for rows, padded in _chunks(logits, targets, upstream):
        gradient[rows] = numpy_log1p.cross_entropy_gradient(*padded)[: len(gradient[rows])]
    return gradient


def _chunks(*arrays):
    for begin in range(0, len(arrays[0]), CHUNK):
        rows = slice(begin, begin + CHUNK)
        missing = max(0, begin + CHUNK - len(arrays[0]))
        yield rows, [np.concatenate((a[rows], np.zeros((missing, *a.shape[1:]), a.dtype)))
                     for a in arrays]  # fmt: skip
