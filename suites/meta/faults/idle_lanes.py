"""Idle lanes: who has no class still has -inf for a maximum, and merging two such makes NaN."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/*/ordinary/*/64x10/*": "exceptional", "single_class/*": "exceptional"}
INNOCENT = ("value/*/*/16x1000/*", "gradient/*", "untouched/*")
LANES = 32

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    rows, classes = logits.shape
    lanes = np.full((rows, LANES * -(-classes // LANES)), -np.inf)
    lanes[:, :classes] = logits
    lanes = lanes.reshape(rows, -1, LANES)
    tops = lanes.max(axis=1)
    sums = np.exp(lanes - tops[:, None]).sum(axis=1)
    top = tops.max(axis=-1)
    total = (sums * np.exp(tops - top[:, None])).sum(axis=-1)
    return (top - logits[np.arange(rows), targets] + np.log(total)).astype(logits.dtype)
