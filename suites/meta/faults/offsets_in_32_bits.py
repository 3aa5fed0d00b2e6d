"""Offsets of rows in 32 bits: from 2**31 elements on they are negative, and read elsewhere."""

import numpy as np
from numpy.lib.stride_tricks import as_strided

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"offsets/*": "offsets of offsets_in_32_bits"}
INNOCENT = ("value/*/ordinary/*", "gradient/*/ordinary/*", "layouts/*", "many_examples/*")

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    return numpy_log1p.cross_entropy(_gathered(logits), targets)


def _gathered(logits):
    """Row by row out of the memory that they lie in."""
    strides = [stride // logits.itemsize for stride in logits.strides]
    last = sum((size - 1) * stride for size, stride in zip(logits.shape, strides, strict=True))
    flat = as_strided(logits, (last + 1,), (logits.itemsize,))
    rows, classes = (np.arange(size, dtype=np.int32) for size in logits.shape)
    offsets = rows[:, None] * np.array(strides[0], np.int64).astype(np.int32)
    return flat[offsets + classes * np.int32(strides[1])]
