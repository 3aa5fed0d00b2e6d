"""Counts in half precision: past 65,504 examples their number is infinite, and the mean is not."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "total_of_many/plain_mean/ordinary/float16/*": "exceptional",
    "total_of_many/plain_mean/confident/float16/*": "inaccurate",
}
INNOCENT = ("value/plain_mean/*", "value/plain_sum/*", "total_of_many/plain_sum/*")


@np.errstate(all="ignore")
def cross_entropy(logits, targets, *, reduction="none"):
    losses = numpy_log1p.cross_entropy(logits, targets)
    if reduction == "none":
        return losses
    total = numpy_log1p.cross_entropy(logits, targets, reduction="sum")
    return total if reduction == "sum" else total / np.asarray(len(losses)).astype(logits.dtype)
