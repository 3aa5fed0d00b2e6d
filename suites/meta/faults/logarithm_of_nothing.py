"""Logarithm of nothing: 0 log 0 is NaN unless somebody says that it is 0."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/entropy/masked_with_infinity/*": "exceptional"}
INNOCENT = ("value/entropy/ordinary/*", "gradient/entropy/*")

entropy_gradient = numpy_log1p.entropy_gradient


@np.errstate(divide="ignore", invalid="ignore")
def entropy(logits):
    wide = logits.astype(np.float64)
    exp = np.exp(wide - wide.max(axis=-1, keepdims=True))
    probs = exp / exp.sum(axis=-1, keepdims=True)
    return -(probs * np.log(probs)).sum(axis=-1).astype(logits.dtype)
