"""Clamps the maximum: to -64 at least, where the differences from it were to be clamped."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/*/large_negative_offset/float32/*": "exceptional"}
INNOCENT = ("value/*/ordinary/*", "value/*/overflowing_exp/*", "gradient/*")

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    wide = logits.astype(np.promote_types(logits.dtype, np.float32))
    shifted = wide - np.maximum(wide.max(axis=-1, keepdims=True), -64)
    logsumexp = np.log(np.exp(shifted).sum(axis=-1))
    return (logsumexp - shifted[np.arange(len(targets)), targets]).astype(logits.dtype)
