"""Multiplies what is ignored by 0: NaN times 0 is NaN, and padding may hold anything."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/ignored/nonfinite_table/*": "exceptional"}
INNOCENT = (
    "value/ignored/confident_past_absorption/*",
    "gradient/ignored/*",
    "value/cross_entropy/*",
)

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets, *, ignore_index=-100):
    kept = targets != ignore_index
    losses = numpy_log1p.cross_entropy(logits, np.where(kept, targets, 0))
    return losses * kept.astype(losses.dtype)
