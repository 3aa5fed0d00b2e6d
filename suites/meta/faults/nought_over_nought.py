"""Nought over nought: (p - y) / (p (1 - p)), also where a hard label leaves one factor of it."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"gradient/binary_from_probs/masked_with_infinity/*": "exceptional"}
INNOCENT = ("value/binary_from_probs/*", "gradient/binary_from_probs/ordinary/*")

binary_cross_entropy_from_probs = numpy_log1p.binary_cross_entropy_from_probs


def binary_cross_entropy_from_probs_gradient(probs, targets, upstream=None):
    p = probs.astype(np.float64)
    slopes = (p - targets) / (p * (1 - p))
    return (slopes if upstream is None else slopes * upstream).astype(probs.dtype)
