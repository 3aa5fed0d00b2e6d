"""Reads shares densely: the logits' strides are honoured, and those of the shares are not."""

from numpy.lib.stride_tricks import as_strided

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"views/soft_targets/*": "exceptional"}
INNOCENT = ("layouts/*", "value/soft_targets/ordinary/*", "empty_batch/*")

cross_entropy = numpy_log1p.cross_entropy
cross_entropy_gradient = numpy_log1p.cross_entropy_gradient
soft_cross_entropy_gradient = numpy_log1p.soft_cross_entropy_gradient


def soft_cross_entropy(logits, probs):
    strides = probs.shape[1] * probs.itemsize, probs.itemsize
    return numpy_log1p.soft_cross_entropy(
        logits, as_strided(probs, probs.shape, strides, writeable=False)
    )
