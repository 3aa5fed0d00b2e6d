"""Ignores by clamping: an index that is to be ignored becomes class 0, and counts."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"ignored_rows/*": "apart", "ignored_in_the_mean/*": "apart"}
INNOCENT = ("mean_of_the_losses/*", "sum_of_the_losses/*", "value/cross_entropy/ordinary/*")


def cross_entropy(logits, targets, *, ignore_index=-100, reduction="none"):
    targets = np.where(targets == ignore_index, 0, targets)
    losses = numpy_log1p.cross_entropy(logits.astype(np.float64), targets)
    reduce = {"none": np.asarray, "sum": np.sum, "mean": np.mean}[reduction]
    return reduce(losses).astype(logits.dtype)


def cross_entropy_gradient(logits, targets, upstream=None, *, ignore_index=-100):
    targets = np.where(targets == ignore_index, 0, targets)
    return numpy_log1p.cross_entropy_gradient(logits, targets, upstream)
