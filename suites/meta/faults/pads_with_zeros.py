"""Pads with zeros: fills the last block of classes with logits of 0, each of which counts."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "value/*/ordinary/*": "inaccurate",
    "value/*/large_negative_offset/*": "inaccurate",
    "gradient/*/large_negative_offset/*": "inaccurate",
}
INNOCENT = ("value/*/large_offset/*", "gradient/*/large_offset/*", "target_dtypes/*")

BLOCK = 16


def cross_entropy(logits, targets):
    return numpy_log1p.cross_entropy(_padded(logits), targets)


def cross_entropy_gradient(logits, targets, upstream=None):
    gradient = numpy_log1p.cross_entropy_gradient(_padded(logits), targets, upstream)
    return gradient[:, : logits.shape[1]]


def _padded(logits):
    return np.pad(logits, ((0, 0), (0, -logits.shape[1] % BLOCK)))
