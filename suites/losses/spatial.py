"""Cross-entropy of an image of logits, (N, C, H, W): the classes lie apart in memory.

The loss is that of each pixel, and so is the truth; what is different is how kernels walk.
"""

import numpy as np

from suites.losses.cross_entropy import (  # noqa: F401
    NONFINITE,
    gradient,
    gradient_condition,
    value,
)

FUNCTION = "spatial_cross_entropy"


def present(array):
    """Two by two pixels an image, or one by all of them where that does not divide."""
    rows = len(array)
    images = (rows // 4, 2, 2) if rows % 4 == 0 else (1, 1, rows)
    return np.ascontiguousarray(
        np.moveaxis(array.reshape(*images, *array.shape[1:]), 3, 1)
        if array.ndim == 2
        else array.reshape(images)
    )


def restore(array, case):
    """Back to (rows,) and (rows, classes), where the shape is what it should be."""
    if array.ndim == 4:
        array = np.moveaxis(array, 1, 3)
    rows = len(case.targets)
    fits = array.ndim == 4 and array.size == case.logits.size
    if fits:
        return array.reshape(case.logits.shape)
    return array.reshape(rows) if array.ndim == 3 and array.size == rows else array
