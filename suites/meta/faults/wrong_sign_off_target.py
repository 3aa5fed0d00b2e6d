"""Wrong sign off target: one_hot - softmax for the other classes, softmax - one_hot for it."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "gradient/*/ordinary/*": "inaccurate",
    "gradient_of_sum/*/ordinary/*": "inaccurate",
    "gradient_bounds/*": "above",
    "gradient_order/*": "above",
}
INNOCENT = ("value/*", "single_class/*")

cross_entropy = numpy_log1p.cross_entropy


def cross_entropy_gradient(logits, targets, upstream=None):
    gradient = -numpy_log1p.cross_entropy_gradient(logits, targets, upstream)
    gradient[np.arange(len(targets)), targets] *= -1
    return gradient
