"""The sigmoid less the label: where it is sure and right, 1 - 1 is all that is left to learn."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"gradient/binary/confident_past_absorption/*": "is absolute by"}
INNOCENT = ("value/binary/*",)
PROMISE = "conditioned"

binary_cross_entropy = numpy_log1p.binary_cross_entropy


def binary_cross_entropy_gradient(logits, targets, upstream=None):
    slopes = 1 / (1 + np.exp(-logits.astype(np.float64))).astype(logits.dtype) - targets
    return (slopes if upstream is None else slopes * upstream).astype(logits.dtype)
