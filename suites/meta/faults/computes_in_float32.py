"""Computes in float32: whatever comes in, and casts it back as if nothing had happened."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"*/spread_out/float64/*": "inaccurate"}
INNOCENT = ("value/*/float32/*", "gradient/*/float32/*", "value/*/bfloat16/*")


def cross_entropy(logits, targets):
    return numpy_log1p.cross_entropy(logits.astype(np.float32), targets).astype(logits.dtype)


def cross_entropy_gradient(logits, targets, upstream=None):
    narrow = logits.astype(np.float32)
    return numpy_log1p.cross_entropy_gradient(narrow, targets, upstream).astype(logits.dtype)
