"""Alpha for both: what is no example of the label has 1 - alpha."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/binary_focal_alpha/*": "inaccurate", "gradient/binary_focal_alpha/*": "inaccurate"}
INNOCENT = ("value/binary_focal/*", "gradient/binary_focal/*")


def binary_focal(logits, targets, *, gamma, alpha=None):
    losses = numpy_log1p.binary_focal(logits, targets, gamma=gamma)
    return losses if alpha is None else losses * losses.dtype.type(alpha)


def binary_focal_gradient(logits, targets, upstream=None, *, gamma, alpha=None):
    gradient = numpy_log1p.binary_focal_gradient(logits, targets, upstream, gamma=gamma)
    return gradient if alpha is None else gradient * gradient.dtype.type(alpha)
