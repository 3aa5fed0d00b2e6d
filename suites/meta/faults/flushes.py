"""Flushes: what is subnormal in float32 becomes 0, and the promise forbids it."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
PROMISE = "faithful"
CAUGHT = {"value/*/subnormal_loss/*": "is absolute", "gradient/*/subnormal_loss/*": "is absolute"}
INNOCENT = ("value/*/ordinary/*", "gradient/*/ordinary/*", "gradient/*/confidently_wrong/*")


def cross_entropy(logits, targets):
    return _flushed(numpy_log1p.cross_entropy(logits, targets))


def cross_entropy_gradient(logits, targets, upstream=None):
    return _flushed(numpy_log1p.cross_entropy_gradient(logits, targets, upstream))


def _flushed(array):
    array[np.abs(array) < np.finfo(np.float32).tiny] = 0
    return array
