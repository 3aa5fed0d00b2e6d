"""In place: subtracts the maximum from the caller's own logits."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"untouched/*": "logits were overwritten", "read_only/*": "ValueError: output array"}
INNOCENT = ("value/*/ordinary/*", "gradient/*/ordinary/*", "layouts/*")


def cross_entropy(logits, targets):
    logits -= logits.max(axis=-1, keepdims=True)
    return numpy_log1p.cross_entropy(logits, targets)


def cross_entropy_gradient(logits, targets, upstream=None):
    logits -= logits.max(axis=-1, keepdims=True)
    return numpy_log1p.cross_entropy_gradient(logits, targets, upstream)
