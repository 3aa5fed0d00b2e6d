"""The logarithm of what vanished: p (log p + H) is 0 times infinity where p underflows."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"gradient/entropy/masked_with_infinity/*": "exceptional"}
INNOCENT = ("value/entropy/*", "gradient/entropy/ordinary/*")

entropy = numpy_log1p.entropy


def entropy_gradient(logits, upstream=None):
    wide = logits.astype(np.float64)
    exp = np.exp(wide - wide.max(axis=-1, keepdims=True))
    p = exp / exp.sum(axis=-1, keepdims=True)
    slopes = -p * (np.log(p) + numpy_log1p.entropy(wide)[:, None])
    return (slopes if upstream is None else slopes * upstream[:, None]).astype(logits.dtype)
