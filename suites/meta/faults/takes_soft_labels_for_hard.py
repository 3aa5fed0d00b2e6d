"""Takes soft labels for hard ones: what is above a half counts whole."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/binary_soft/*": "inaccurate", "gradient/binary_soft/*": "inaccurate"}
INNOCENT = ("value/binary/*", "gradient/binary/*")


def binary_cross_entropy(logits, targets):
    return numpy_log1p.binary_cross_entropy(logits, (targets > 0.5).astype(targets.dtype))


def binary_cross_entropy_gradient(logits, targets, upstream=None):
    hard = (targets > 0.5).astype(targets.dtype)
    return numpy_log1p.binary_cross_entropy_gradient(logits, hard, upstream)
