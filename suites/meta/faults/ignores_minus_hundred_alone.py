"""Ignores minus hundred alone: takes the index that is to be ignored, and never reads it."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"any_index_is_ignored/*": "IndexError: a target is outside"}
INNOCENT = (
    "ignored_rows/*",
    "value/ignored/confident_past_absorption/*",
    "gradient/ignored/confident_past_absorption/*",
)


def cross_entropy(logits, targets, *, ignore_index=-100):
    return numpy_log1p.cross_entropy(logits, targets)


def cross_entropy_gradient(logits, targets, upstream=None, *, ignore_index=-100):
    return numpy_log1p.cross_entropy_gradient(logits, targets, upstream)
