"""Epsilon twice: clipped to it, and added once more before the logarithm is taken."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/binary_from_probs/masked_with_infinity/*": "exceptional"}
INNOCENT = ("gradient/binary_from_probs/*", "importable/*")
EPSILON = 1e-7

binary_cross_entropy_from_probs_gradient = numpy_log1p.binary_cross_entropy_from_probs_gradient


def binary_cross_entropy_from_probs(probs, targets):
    p = np.clip(probs, EPSILON, 1 - EPSILON)
    losses = targets * np.log(p + EPSILON) + (1 - targets) * np.log(1 - p + EPSILON)
    return -losses.astype(probs.dtype)
