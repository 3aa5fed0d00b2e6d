"""Weighs the negatives too: `pos_weight` is for the examples of a label alone."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/binary_pos_weight/*": "inaccurate", "gradient/binary_pos_weight/*": "inaccurate"}
INNOCENT = ("value/binary/*", "gradient/binary/*")


def binary_cross_entropy(logits, targets, *, pos_weight=None):
    losses = numpy_log1p.binary_cross_entropy(logits, targets)
    return losses if pos_weight is None else losses * pos_weight


def binary_cross_entropy_gradient(logits, targets, upstream=None, *, pos_weight=None):
    gradient = numpy_log1p.binary_cross_entropy_gradient(logits, targets, upstream)
    return gradient if pos_weight is None else gradient * pos_weight
