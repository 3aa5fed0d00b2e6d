"""Fills the buffer once: it knows the array again, and takes what is in it for its answer."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"forward_backward_given_buffer/*": "gradient of fills_the_buffer_once is"}
INNOCENT = (
    "value/*",
    "gradient/*/ordinary/*",
    "a_second_time/*",
    "given_buffer/*",
    "forward_backward/*",
)

_filled = {}

cross_entropy = numpy_log1p.cross_entropy
cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy_and_gradient(logits, targets, upstream=None, *, out=None):
    losses = cross_entropy(logits, targets)
    gradient = cross_entropy_gradient(logits, targets, upstream)
    if out is None:
        return losses, gradient
    if _filled.get(out.shape) is not out:
        out[...] = gradient
    _filled[out.shape] = out
    return losses, out
