"""NaN leaks across rows: the targets' logits are picked by a product with one-hot vectors."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/*/nonfinite_table/*": "exceptional"}
INNOCENT = ("value/*/ordinary/*", "value/*/far_spread/*", "gradient/*")

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    wide = logits.astype(np.float64)
    one_hot = np.arange(logits.shape[1]) == targets[:, None]
    gaps = wide.max(axis=-1, keepdims=True) - wide
    gap = np.diagonal(gaps @ one_hot.T)
    return (gap + np.log(np.exp(-gaps).sum(axis=-1))).astype(logits.dtype)
