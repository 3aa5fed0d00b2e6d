"""Value and gradient in one call, without the upstream gradient that the other one applies."""

from implementations import numpy_log1p
from implementations.numpy_log1p import cross_entropy, cross_entropy_gradient  # noqa: F401

FRAMEWORK = "numpy"
CAUGHT = {"gradient_with_value/*/ordinary/*": "inaccurate"}
INNOCENT = ("gradient_of_sum/*", "value_while_differentiating/*")


def cross_entropy_and_gradient(logits, targets, upstream=None):
    """The gradient of the sum, as where the upstream gradient is always 1."""
    losses = numpy_log1p.cross_entropy(logits, targets)
    return losses, numpy_log1p.cross_entropy_gradient(logits, targets)
