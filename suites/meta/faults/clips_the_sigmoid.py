"""Clips the sigmoid: `from_logits`, and yet by way of a probability that is kept from 0 and 1."""

import numpy as np

FRAMEWORK = "numpy"
CAUGHT = {
    "value/binary/confidently_wrong/*": "inaccurate",
    "gradient/binary/confidently_wrong/*": "inaccurate",
}
INNOCENT = ("value/binary/ordinary/*", "importable/*")
EPSILON = 1e-7


def binary_cross_entropy(logits, targets):
    p = np.clip(_sigmoid(logits), EPSILON, 1 - EPSILON)
    return -(targets * np.log(p) + (1 - targets) * np.log1p(-p)).astype(logits.dtype)


def binary_cross_entropy_gradient(logits, targets, upstream=None):
    p = _sigmoid(logits)
    slopes = np.where((p > EPSILON) & (p < 1 - EPSILON), p - targets, 0)
    return (slopes if upstream is None else slopes * upstream).astype(logits.dtype)


def _sigmoid(logits):
    return 1 / (1 + np.exp(-logits.astype(np.float64)))
