"""Unshifted pixels: the kernel for images came later, and never heard of the maximum."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/spatial/overflowing_exp/*": "exceptional"}
INNOCENT = (
    "value/cross_entropy/ordinary/*",
    "value/spatial/ordinary/*",
    "gradient/spatial/ordinary/*",
)

cross_entropy = numpy_log1p.cross_entropy
cross_entropy_gradient = numpy_log1p.cross_entropy_gradient
spatial_cross_entropy_gradient = numpy_log1p.spatial_cross_entropy_gradient


def spatial_cross_entropy(logits, targets):
    logsumexp = np.log(np.exp(logits).sum(axis=1))
    return logsumexp - np.take_along_axis(logits, targets[:, None], axis=1)[:, 0]
