"""Raises its errors: NumPy is told to, for the whole process, and nobody tells it otherwise."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"settings/*": "how NumPy takes errors"}
INNOCENT = ("value/*/ordinary/*", "gradient/*/ordinary/*", "overwritten/*")

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    np.seterr(divide="warn")
    return numpy_log1p.cross_entropy(logits, targets)
