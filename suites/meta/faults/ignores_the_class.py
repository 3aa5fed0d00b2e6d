"""Ignores the class: that of the index is masked in every row, where rows were to be ignored."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"any_index_is_ignored/*": "apart"}
INNOCENT = (
    "ignored_rows/*",
    "value/ignored/confident_past_absorption/*",
    "gradient/ignored/confident_past_absorption/*",
)


def cross_entropy(logits, targets, *, ignore_index=-100):
    seen = _without(logits, ignore_index)
    return numpy_log1p.cross_entropy(seen, targets, ignore_index=ignore_index)


def cross_entropy_gradient(logits, targets, upstream=None, *, ignore_index=-100):
    seen = _without(logits, ignore_index)
    return numpy_log1p.cross_entropy_gradient(seen, targets, upstream, ignore_index=ignore_index)


def _without(logits, index):
    masked = np.arange(logits.shape[1]) == index
    return np.where(masked, logits.dtype.type(-np.inf), logits)
