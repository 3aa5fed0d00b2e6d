"""Label smoothing: each class has a share in the target, and far below the top it costs more."""

import numpy as np
from numba import njit

from implementations._fused.storage import widened


@njit(fastmath={"reassoc"})
def weighed_gaps(logits, first, classes, top, weight):
    """The sum of `top - logit`, each times the *weight* of its class, if any, in float64."""
    total, row = 0.0, logits[first : first + classes]
    if len(weight) == 0:
        for i in range(len(row)):
            total += top - np.float64(widened(row[i]))
        return total
    for i in range(len(row)):
        gap = (top - np.float64(widened(row[i]))) * weight[i]
        total += 0.0 if weight[i] == 0 else gap
    return total
