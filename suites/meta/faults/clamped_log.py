"""A clamped log: adds 1e-12 to each probability, lest its logarithm be infinite."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "value/*/confidently_wrong/*": "inaccurate",
    "value/*/confident_far_past_absorption/float32/*": "exceptional",
}
INNOCENT = ("value/*/ordinary/*", "value/*/overflowing_exp/*", "gradient/*")

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    wide = logits.astype(np.float64)
    exp = np.exp(wide - wide.max(axis=-1, keepdims=True))
    softmax = exp / exp.sum(axis=-1, keepdims=True)
    return -np.log(softmax[np.arange(len(targets)), targets] + 1e-12).astype(logits.dtype)
