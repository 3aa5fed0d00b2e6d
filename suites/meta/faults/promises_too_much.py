"""Promises too much: a sound log-sum-exp that calls itself faithful."""

from implementations import numpy_logsumexp

FRAMEWORK = "numpy"
PROMISE = "faithful"
CAUGHT = {
    "value/*/confident_far_past_absorption/*": "it promises: faithful",
    "gradient/*/ordinary/*": "it promises: faithful",
    "breaks/*/confident_gap/*": "begins, at 1; it promises: faithful",
}
INNOCENT = ("untouched/*", "shapes_and_dtypes/*", "target_dtypes/*", "single_class/*")

cross_entropy = numpy_logsumexp.cross_entropy
cross_entropy_gradient = numpy_logsumexp.cross_entropy_gradient
