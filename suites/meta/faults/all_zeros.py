"""All zeros: allocates the losses and never fills them in."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "value/*/ordinary/*": "inaccurate",
    "value/*/all_equal/*": "inaccurate",
    "between_its_bounds/*": "above",
}
INNOCENT = ("gradient/*", "shapes_and_dtypes/*")

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    return np.zeros(len(targets), logits.dtype)
