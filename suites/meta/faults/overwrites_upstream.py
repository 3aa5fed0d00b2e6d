"""Overwrites upstream: masks and scales the caller's array in place."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "untouched/*": "the upstream were overwritten",
    "read_only/*": "ValueError",
}
INNOCENT = (
    "value/*/ordinary/*",
    "gradient/*/ordinary/*",
)

cross_entropy = numpy_log1p.cross_entropy


def cross_entropy_gradient(logits, targets, upstream=None):
    gradient = numpy_log1p.cross_entropy_gradient(logits, targets, upstream)
    if upstream is not None:
        upstream *= 0.5
    return gradient
