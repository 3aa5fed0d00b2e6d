"""A lossy filter: drops gradients below 2**-12, as a fused kernel does to save work."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"gradient/*/spread_out/*": "inaccurate", "gradient_of_sum/*": "inaccurate"}
INNOCENT = ("value/*", "gradient/*/ordinary/*/64x10/*", "gradient/*/all_equal/*")

cross_entropy = numpy_log1p.cross_entropy


def cross_entropy_gradient(logits, targets, upstream=None):
    gradient = numpy_log1p.cross_entropy_gradient(logits, targets)
    gradient[np.abs(gradient) < 2.0**-12] = 0
    return gradient if upstream is None else gradient * upstream[:, None]
