"""Takes more than one: an ulp above it is no probability, and its loss is below 0."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"no_probability/*": "above 0"}
INNOCENT = (
    "value/binary_from_probs/ordinary/*",
    "value/binary_from_probs/masked_with_infinity/*",
    "nonnegative/*",
)

cross_entropy = numpy_log1p.cross_entropy
cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def binary_cross_entropy_from_probs(probs, targets):
    wide = probs.astype(np.float64)
    return -np.where(targets == 1, np.log(wide), np.log1p(-wide)).astype(probs.dtype)
