"""Means over all: over rows that are ignored too, and over rows whatever their weights."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"ignored_in_the_mean/*": "apart", "mean_over_the_weights/*": "apart"}
INNOCENT = ("mean_of_the_losses/*", "sum_of_the_losses/*", "ignored_rows/*", "weight_is_linear/*")


def cross_entropy(logits, targets, *, weight=None, ignore_index=-100, reduction="none"):
    kept, wide = targets != ignore_index, logits.astype(np.float64)
    losses = numpy_log1p.cross_entropy(wide, np.where(kept, targets, 0), weight=weight) * kept
    reduce = {"none": np.asarray, "sum": np.sum, "mean": np.mean}[reduction]
    return reduce(losses).astype(logits.dtype)


def cross_entropy_gradient(logits, targets, upstream=None, *, ignore_index=-100):
    kept = targets != ignore_index
    scale = (kept if upstream is None else kept * upstream).astype(logits.dtype)
    return numpy_log1p.cross_entropy_gradient(logits, np.where(kept, targets, 0), scale)
