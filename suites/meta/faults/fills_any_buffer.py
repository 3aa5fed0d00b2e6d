"""Any buffer: the gradient is copied to wherever the memory begins, whatever shape that has."""

from implementations import numpy_log1p
from implementations.numpy_log1p import cross_entropy, cross_entropy_gradient  # noqa: F401

FRAMEWORK = "numpy"
CAUGHT = {"unfit_buffer/*": "is taken as if it were the gradient's"}
INNOCENT = ("given_buffer/*", "gradient_with_value/*", "value/*/ordinary/*")


def cross_entropy_and_gradient(logits, targets, upstream=None, *, out=None):
    losses = numpy_log1p.cross_entropy(logits, targets)
    gradient = numpy_log1p.cross_entropy_gradient(logits, targets, upstream)
    if out is None:
        return losses, gradient
    out.reshape(-1)[: gradient.size] = gradient.reshape(-1)
    return losses, out
