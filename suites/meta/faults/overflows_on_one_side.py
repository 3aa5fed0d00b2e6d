"""Overflows on one side: a sigmoid of exp(z) over 1 + exp(z) is infinity over infinity."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"gradient/binary/overflowing_exp/*": "exceptional"}
INNOCENT = (
    "value/binary/*",
    "gradient/binary/ordinary/*",
    "gradient/binary/underflowing_exp/*",
)

binary_cross_entropy = numpy_log1p.binary_cross_entropy


def binary_cross_entropy_gradient(logits, targets, upstream=None):
    exp = np.exp(logits)
    slopes = exp / (1 + exp) - targets
    return (slopes if upstream is None else slopes * upstream).astype(logits.dtype)
