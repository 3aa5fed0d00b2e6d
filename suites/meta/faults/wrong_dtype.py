"""The wrong dtype: computes in float64, and leaves the answer there."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"shapes_and_dtypes/*/float32/*": "the losses are float64"}
INNOCENT = ("shapes_and_dtypes/*/float64/*", "value/*", "gradient/*", "untouched/*")


def cross_entropy(logits, targets):
    return numpy_log1p.cross_entropy(logits.astype(np.float64), targets)


def cross_entropy_gradient(logits, targets, upstream=None):
    return numpy_log1p.cross_entropy_gradient(logits.astype(np.float64), targets, upstream)
