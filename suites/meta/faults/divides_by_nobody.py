"""Divides by nobody: the number of examples that count, of which there may be none."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/all_ignored_mean/*": "ZeroDivisionError"}
INNOCENT = (
    "value/ignored_mean/confident_past_absorption/*",
    "value/plain_mean/confident_past_absorption/*",
)

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets, *, ignore_index=-100, reduction="none"):
    losses = numpy_log1p.cross_entropy(
        logits.astype(np.float64), targets, ignore_index=ignore_index
    )
    if reduction == "none":
        return losses.astype(logits.dtype)
    count = sum(1 for target in targets if target != ignore_index) if reduction == "mean" else 1
    return logits.dtype.type(float(losses.sum()) / count)
