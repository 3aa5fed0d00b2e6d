"""Clips by the wrong epsilon: float32's, whatever the format, and so takes digits from float64."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/*/spread_out/float64/*": "inaccurate"}
INNOCENT = ("value/*/ordinary/*", "gradient/*")

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    wide = logits.astype(np.float64)
    exp = np.exp(wide - wide.max(axis=-1, keepdims=True))
    softmax = exp / exp.sum(axis=-1, keepdims=True)
    eps = np.finfo(np.float32).eps
    kept = np.clip(softmax[np.arange(len(targets)), targets], eps, 1 - eps)
    return -np.log(kept).astype(logits.dtype)
