"""Clips logits: to [-50, 50], so that no exponential can overflow."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/*/far_spread/*": "inaccurate", "gradient/*/large_offset/*": "inaccurate"}
INNOCENT = ("value/*/ordinary/*", "gradient/*/ordinary/*")


def cross_entropy(logits, targets):
    return numpy_log1p.cross_entropy(np.clip(logits, -50, 50).astype(logits.dtype), targets)


def cross_entropy_gradient(logits, targets, upstream=None):
    clipped = np.clip(logits, -50, 50).astype(logits.dtype)
    return numpy_log1p.cross_entropy_gradient(clipped, targets, upstream)
