"""Wraps targets: a modulo makes a class of any number."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"targets_out_of_range/*": "has the loss"}
INNOCENT = ("value/*", "gradient/*", "target_dtypes/*", "untouched/*")


def cross_entropy(logits, targets):
    return numpy_log1p.cross_entropy(logits, targets % logits.shape[1])


def cross_entropy_gradient(logits, targets, upstream=None):
    return numpy_log1p.cross_entropy_gradient(logits, targets % logits.shape[1], upstream)
