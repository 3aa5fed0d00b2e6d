"""Shifted by the mean: which is as good as the maximum, until a class is masked."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"masked_class/*": "nan"}
INNOCENT = ("value/*/ordinary/*", "exact_shift/*", "monotone/*")

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    wide = logits.astype(np.longdouble)
    shifted = wide - wide.mean(axis=-1, keepdims=True)
    logsumexp = np.log(np.exp(shifted).sum(axis=-1))
    return (logsumexp - shifted[np.arange(len(targets)), targets]).astype(logits.dtype)
