"""Stops at a hundred: a probability of 0 where the target is 1 costs a finite amount."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/binary_from_probs/masked_with_infinity/*": "exceptional"}
INNOCENT = ("value/binary_from_probs/ordinary/*", "gradient/binary_from_probs/*")

binary_cross_entropy_from_probs_gradient = numpy_log1p.binary_cross_entropy_from_probs_gradient


def binary_cross_entropy_from_probs(probs, targets):
    return np.minimum(
        numpy_log1p.binary_cross_entropy_from_probs(probs, targets), probs.dtype.type(100)
    )
