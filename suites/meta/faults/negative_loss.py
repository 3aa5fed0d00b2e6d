"""Negative loss: returns the log-likelihood, and forgets to turn it around."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "value/*/ordinary/*": "exceptional",
    "gradient/*/ordinary/*": "inaccurate",
    "nonnegative/*": "above 0",
    "midpoint_convexity/*": "above",
}
INNOCENT = ("untouched/*", "targets_out_of_range/*", "single_class/*")


def cross_entropy(logits, targets):
    return -numpy_log1p.cross_entropy(logits, targets)


def cross_entropy_gradient(logits, targets, upstream=None):
    return -numpy_log1p.cross_entropy_gradient(logits, targets, upstream)
