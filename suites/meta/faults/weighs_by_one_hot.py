"""Weighs by one-hot: 0 for the other classes times their weight, which nobody made finite."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"weight_of_nobody/*": "nan"}
INNOCENT = ("value/weighted/ordinary/*", "weight_is_linear/*", "gradient/weighted/ordinary/*")

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets, *, weight=None):
    losses = numpy_log1p.cross_entropy(logits, targets)
    if weight is None:
        return losses
    one_hot = np.eye(logits.shape[1], dtype=logits.dtype)[targets]
    return losses * (one_hot * weight).sum(axis=-1)
