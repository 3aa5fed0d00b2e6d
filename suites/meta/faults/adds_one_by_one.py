"""Adds one by one: a running sum in the format, which stands still once it is large enough."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"total_of_many/plain_mean/ordinary/float16/*": "inaccurate"}
INNOCENT = ("value/plain_sum/*", "value/plain_mean/*")

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets, *, reduction="none"):
    losses = numpy_log1p.cross_entropy(logits, targets)
    if reduction == "none":
        return losses
    total = np.add.accumulate(losses)[-1:].astype(np.float64).sum()
    return np.asarray(total if reduction == "sum" else total / len(losses)).astype(logits.dtype)
