"""Means over the classes as well: divides by all elements of the logits, and sums likewise."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"mean_of_the_losses/*": "apart", "sum_of_the_losses/*": "apart"}
INNOCENT = ("value/cross_entropy/ordinary/*", "gradient_sums_to_zero/*", "nonnegative/*")

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets, *, reduction="none"):
    losses = numpy_log1p.cross_entropy(logits.astype(np.float64), targets)
    share = {"none": 1, "sum": len(losses) / logits.size, "mean": 1 / logits.size}[reduction]
    return (losses if reduction == "none" else losses.sum() * share).astype(logits.dtype)
