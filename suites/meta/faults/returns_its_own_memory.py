"""Returns its own memory: the gradient is made beside the buffer, which stays as it was."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "given_buffer/*": "the gradient that it returns is not the array handed over",
    "forward_backward_given_buffer/*": "is not the array handed over",
}
INNOCENT = ("value/*", "gradient/*/ordinary/*", "a_second_time/*")

cross_entropy = numpy_log1p.cross_entropy
cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy_and_gradient(logits, targets, upstream=None, *, out=None):
    losses = cross_entropy(logits, targets)
    gradient = cross_entropy_gradient(logits, targets, upstream)
    return losses, gradient
