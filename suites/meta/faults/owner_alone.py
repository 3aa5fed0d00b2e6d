"""The owner alone: of two shards of the classes only the target's own has a gradient."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"gradient/*/ordinary/*": "inaccurate", "gradient_sums_to_zero/*": "apart"}
INNOCENT = ("value/*", "shapes_and_dtypes/*", "single_class/*")
SHARDS = 2

cross_entropy = numpy_log1p.cross_entropy


def cross_entropy_gradient(logits, targets, upstream=None):
    gradient = numpy_log1p.cross_entropy_gradient(logits, targets, upstream)
    width = -(-logits.shape[1] // SHARDS)
    owner = np.arange(logits.shape[1]) // width == (targets // width)[:, None]
    return np.where(owner, gradient, gradient.dtype.type(0))
