"""Writes beyond the buffer: whole vectors are stored, the last of which is longer than the rest."""

from numpy.lib.stride_tricks import as_strided

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"given_buffer/*/129x32771/*": "what lies behind the memory given for the gradient"}
INNOCENT = ("value/*", "gradient/*/ordinary/*", "a_second_time/*")

VECTOR = 16

cross_entropy = numpy_log1p.cross_entropy
cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy_and_gradient(logits, targets, upstream=None, *, out=None):
    losses = cross_entropy(logits, targets)
    gradient = cross_entropy_gradient(logits, targets, upstream)
    if out is None:
        return losses, gradient
    out[...] = gradient
    beyond = -out.size % VECTOR
    as_strided(out.reshape(-1), (out.size + beyond,))[out.size :] = 0
    return losses, out
