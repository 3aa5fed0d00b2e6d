"""Leaves a row of the buffer: rows are taken two at a time, and the odd one at the end is not."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"given_buffer/*": "the memory given for the gradient is left as it was in row 128"}
INNOCENT = ("value/*", "gradient/*/ordinary/*", "a_second_time/*")

cross_entropy = numpy_log1p.cross_entropy
cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy_and_gradient(logits, targets, upstream=None, *, out=None):
    losses = cross_entropy(logits, targets)
    gradient = cross_entropy_gradient(logits, targets, upstream)
    if out is None:
        return losses, gradient
    whole = len(out) // 2 * 2
    out[:whole] = gradient[:whole]
    return losses, out
