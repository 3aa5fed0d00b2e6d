"""Skips the learned: an example whose target is likely enough is not worth a backward pass."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"training/*/separable/float32/*": "of the examples are 0, and should not be"}
INNOCENT = ("value/*", "gradient/*/all_equal/*", "shapes_and_dtypes/*")

cross_entropy = numpy_log1p.cross_entropy


def cross_entropy_gradient(logits, targets, upstream=None):
    gradient = numpy_log1p.cross_entropy_gradient(logits, targets, upstream)
    gradient[cross_entropy(logits, targets) < np.float32(1e-3)] = 0
    return gradient
