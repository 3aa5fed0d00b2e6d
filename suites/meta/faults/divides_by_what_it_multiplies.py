"""Divides by what it multiplies: log_softmax's gradient as that of softmax over softmax."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"gradient/*/confidently_wrong/*": "exceptional"}
INNOCENT = ("value/*", "gradient/*/ordinary/float32/*", "gradient/*/all_equal/*")

cross_entropy = numpy_log1p.cross_entropy


def cross_entropy_gradient(logits, targets, upstream=None):
    numpy_log1p.cross_entropy(logits, targets)  # who is no class is told so
    wide = logits.astype(np.promote_types(logits.dtype, np.float32))
    exp = np.exp(wide - wide.max(axis=-1, keepdims=True))
    softmax, rows = exp / exp.sum(axis=-1, keepdims=True), np.arange(len(targets))
    slopes = np.zeros(softmax.shape)
    slopes[rows, targets] = -1 / softmax[rows, targets]
    gradient = softmax * (slopes - (slopes * softmax).sum(axis=-1, keepdims=True))
    return (gradient if upstream is None else gradient * upstream[:, None]).astype(logits.dtype)
