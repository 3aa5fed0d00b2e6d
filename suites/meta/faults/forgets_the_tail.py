"""Forgets the tail: sums whole blocks of eight classes, and not what is left over."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/*/ordinary/*": "inaccurate", "value/*/increasing/*": "exceptional"}
INNOCENT = ("value/*/16x1000/*", "gradient/*", "targets_out_of_range/*")

BLOCK = 8

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    wide = logits.astype(np.float64)
    gaps = wide.max(axis=-1, keepdims=True) - wide
    whole = logits.shape[1] // BLOCK * BLOCK or None
    total = np.exp(-gaps[:, :whole]).sum(axis=-1)
    if ((targets < 0) | (targets >= logits.shape[1])).any():
        raise IndexError("a target is no class")
    return (gaps[np.arange(len(targets)), targets] + np.log(total)).astype(logits.dtype)
