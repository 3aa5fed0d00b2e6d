"""The mean instead of each: reduces, though nobody asked for a reduction."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "shapes_and_dtypes/*": "of shape ()",
    "value/*/ordinary/*": "has shape ()",
    "nonnegative/*": "has shape ()",
}
INNOCENT = ("gradient/*", "gradient_of_sum/*")

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    return numpy_log1p.cross_entropy(logits, targets).mean()
