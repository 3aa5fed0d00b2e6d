"""A leftover temperature: the logits are divided by 1/4, as they were while somebody sampled."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"lipschitz/*": "above", "between_its_bounds/*": "above"}
INNOCENT = ("row_alone/*", "nonnegative/*", "same_every_time/*", "midpoint_convexity/*")

TEMPERATURE = 0.25


def cross_entropy(logits, targets):
    return numpy_log1p.cross_entropy(logits / logits.dtype.type(TEMPERATURE), targets)


def cross_entropy_gradient(logits, targets, upstream=None):
    sharp = logits / logits.dtype.type(TEMPERATURE)
    return numpy_log1p.cross_entropy_gradient(sharp, targets, upstream)
