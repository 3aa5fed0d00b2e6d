"""Off by one: looks at the class after the target."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/*/ordinary/*": "inaccurate", "gradient/*/ordinary/*": "inaccurate"}
INNOCENT = ("untouched/*", "shapes_and_dtypes/*", "empty_batch/*", "single_class/*")


def cross_entropy(logits, targets):
    return numpy_log1p.cross_entropy(logits, (targets + 1) % logits.shape[1])


def cross_entropy_gradient(logits, targets, upstream=None):
    return numpy_log1p.cross_entropy_gradient(logits, (targets + 1) % logits.shape[1], upstream)
