"""Takes the sum for a mean: where nobody names an upstream gradient, it is 1 over their number."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"gradient_of_ones/*": "apart", "gradient_of_sum/*": "inaccurate"}
INNOCENT = ("gradient/*", "value/*", "loss_scale/*", "gradient_bounds/*")

cross_entropy = numpy_log1p.cross_entropy


def cross_entropy_gradient(logits, targets, upstream=None):
    gradient = numpy_log1p.cross_entropy_gradient(logits, targets, upstream)
    return gradient / len(targets) if upstream is None else gradient
