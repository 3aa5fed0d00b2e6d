"""A quick exponential: (1 + x / 1024) ** 1024, by squaring ten times."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/*/spread_out/float32/*": "inaccurate", "gradient/*/ordinary/*": "inaccurate"}
INNOCENT = ("value/*/all_equal/*", "untouched/*", "single_class/*")


def cross_entropy(logits, targets):
    losses = np.log(_exponentials(logits).sum(axis=-1)) + logits.max(axis=-1).astype(np.float64)
    return (losses - logits[np.arange(len(targets)), targets]).astype(logits.dtype)


def cross_entropy_gradient(logits, targets, upstream=None):
    numpy_log1p.cross_entropy(logits, targets)  # who is no class is told so
    exp = _exponentials(logits)
    gradient = exp / exp.sum(axis=-1, keepdims=True)
    gradient[np.arange(len(targets)), targets] -= 1
    return (gradient if upstream is None else gradient * upstream[:, None]).astype(logits.dtype)


def _exponentials(logits):
    power = 1 + (logits - logits.max(axis=-1, keepdims=True)).astype(np.float64) / 1024
    for _ in range(10):
        power = power * power
    return power
