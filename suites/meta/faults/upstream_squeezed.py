"""Upstream squeezed: expects one upstream number, and takes the mean of the many it gets."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"gradient/*/ordinary/*": "inaccurate"}
INNOCENT = ("value/*", "gradient_of_sum/*")

cross_entropy = numpy_log1p.cross_entropy


def cross_entropy_gradient(logits, targets, upstream=None):
    gradient = numpy_log1p.cross_entropy_gradient(logits, targets)
    return gradient if upstream is None else gradient * upstream.mean()
