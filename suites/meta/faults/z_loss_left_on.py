"""A z-loss left on: nobody asked for it, and 1e-4 of it is returned in the cross-entropy."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/*/ordinary/float32/*": "inaccurate", "exact_shift/*": "apart"}
INNOCENT = ("gradient/*", "shapes_and_dtypes/*", "row_alone/*")

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    losses = numpy_log1p.cross_entropy(logits, targets)
    return losses + (1e-4 * numpy_log1p.z_loss(logits)).astype(logits.dtype)
