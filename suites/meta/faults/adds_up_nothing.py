"""Adds up nothing: a fold without a beginning, which an empty batch does not have."""

from functools import reduce

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"empty_batch/plain_sum/*": "TypeError: reduce() of empty"}
INNOCENT = ("empty_batch/cross_entropy/*", "value/plain_sum/ordinary/*", "layouts/*")

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets, *, reduction="none"):
    losses = numpy_log1p.cross_entropy(logits, targets)
    if reduction == "none":
        return losses
    total = reduce(np.add, losses.astype(np.float64))
    return (total if reduction == "sum" else total / len(losses)).astype(logits.dtype)
