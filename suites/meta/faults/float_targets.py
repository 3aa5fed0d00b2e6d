"""Float targets: they pass through the dtype of the logits, which cannot hold them all."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"*/targets_past_the_precision/bfloat16/*": "inaccurate"}
INNOCENT = ("value/*/float32/*", "gradient/*/float32/*", "value/*/64x10/*", "target_dtypes/*")


def cross_entropy(logits, targets):
    labels = targets.astype(logits.dtype)
    return numpy_log1p.cross_entropy(logits, labels.astype(np.int64))


def cross_entropy_gradient(logits, targets, upstream=None):
    labels = targets.astype(logits.dtype)
    return numpy_log1p.cross_entropy_gradient(logits, labels.astype(np.int64), upstream)
