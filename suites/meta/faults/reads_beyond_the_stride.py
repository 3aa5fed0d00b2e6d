"""Reads beyond the stride: takes for granted that each row begins where the last one ended."""

from numpy.lib.stride_tricks import as_strided

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "layouts/*": "exceptional",
    "same_in_every_layout/*": "exceptional",
}
INNOCENT = ("value/*", "gradient/*", "untouched/*", "read_only/*")


def cross_entropy(logits, targets):
    return numpy_log1p.cross_entropy(_dense(logits), targets)


def cross_entropy_gradient(logits, targets, upstream=None):
    return numpy_log1p.cross_entropy_gradient(_dense(logits), targets, upstream)


def _dense(logits):
    strides = logits.shape[1] * logits.itemsize, logits.itemsize
    return as_strided(logits, logits.shape, strides, writeable=False)
