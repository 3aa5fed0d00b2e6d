"""Masks with the lowest number: -inf becomes the lowest there is, so that the loss is finite."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/*/nonfinite_table/*": "exceptional"}
INNOCENT = ("value/*/ordinary/*", "value/*/masked_with_infinity/*", "gradient/*")

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    lowest = np.finfo(np.float32 if logits.dtype.name == "bfloat16" else logits.dtype).min
    kept = np.where(np.isneginf(logits), lowest / 2, logits.astype(np.float64))
    return numpy_log1p.cross_entropy(kept, targets).astype(logits.dtype)
