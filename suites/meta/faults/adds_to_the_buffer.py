"""Adds to the buffer, as if the gradients of several losses were to be summed there."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "given_buffer/*": "the memory given for the gradient is left as it was in row 0",
    "forward_backward_given_buffer/*": "gradient of adds_to_the_buffer is exceptional",
}
INNOCENT = ("value/*", "gradient/*/ordinary/*", "a_second_time/*")

cross_entropy = numpy_log1p.cross_entropy
cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy_and_gradient(logits, targets, upstream=None, *, out=None):
    losses = cross_entropy(logits, targets)
    gradient = cross_entropy_gradient(logits, targets, upstream)
    if out is None:
        return losses, gradient
    out += gradient
    return losses, out
