"""Smooths by shards: each divides by the number of its own classes, and sees no others."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/smoothed/*": "inaccurate", "smoothing_is_a_mixture/*": "apart"}
INNOCENT = ("value/cross_entropy/ordinary/*", "gradient/smoothed/*")
SHARD = 4

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets, *, label_smoothing=0.0):
    own = numpy_log1p.cross_entropy(logits.astype(np.float64), targets)
    if label_smoothing == 0:
        return own.astype(logits.dtype)
    shard = targets // SHARD * SHARD
    other = shard[:, None] + np.arange(SHARD)
    inside = other < logits.shape[1]
    other = np.where(inside, other, 0)
    gaps = logits[np.arange(len(targets)), targets][:, None] - np.take_along_axis(logits, other, 1)
    mean = (own[:, None] + gaps).sum(axis=-1, where=inside) / inside.sum(axis=-1)
    return ((1 - label_smoothing) * own + label_smoothing * mean).astype(logits.dtype)
