"""The logarithm after the exponential: what smoothing averages has underflowed in between."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/smoothed/confidently_wrong/*": "exceptional"}
INNOCENT = ("value/smoothed/ordinary/*", "gradient/smoothed/*", "value/cross_entropy/ordinary/*")

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets, *, label_smoothing=0.0):
    losses = numpy_log1p.cross_entropy(logits, targets)
    if label_smoothing == 0:
        return losses
    exp = np.exp(logits - logits.max(axis=-1, keepdims=True))
    mean = -np.log(exp / exp.sum(axis=-1, keepdims=True)).mean(axis=-1)
    return ((1 - label_smoothing) * losses + label_smoothing * mean).astype(logits.dtype)
