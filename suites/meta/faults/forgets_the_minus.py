"""Forgets the minus: shifts by max(z, 0) where max(-z, 0) was meant, and one side overflows."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/binary/underflowing_exp/*": "exceptional"}
INNOCENT = ("value/binary/ordinary/*", "gradient/binary/*")

binary_cross_entropy_gradient = numpy_log1p.binary_cross_entropy_gradient


def binary_cross_entropy(logits, targets):
    shift = np.maximum(logits, 0)
    softplus = shift + np.log(np.exp(-shift) + np.exp(-logits - shift))
    return logits - targets * logits + softplus
