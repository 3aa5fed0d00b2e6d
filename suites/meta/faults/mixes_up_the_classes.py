"""Mixes up the two: the binary loss of a positive is that of a negative, and its weight too."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"two_classes/*": "apart", "pos_weight_of_one/*": "apart"}
INNOCENT = ("value/cross_entropy/ordinary/*", "nonnegative/*", "row_alone/*")

cross_entropy = numpy_log1p.cross_entropy
cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def binary_cross_entropy(logits, targets, *, pos_weight=None):
    wide, targets = logits.astype(np.float64), targets.astype(np.float64)
    positive, negative = np.logaddexp(0, wide), np.logaddexp(0, -wide)
    if pos_weight is not None:
        positive, negative = pos_weight * negative, positive
    return (targets * positive + (1 - targets) * negative).astype(logits.dtype)
