"""One scratch for all: two calls at the same time write their exponentials into the same buffer."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"interrupted/*": "apart"}
INNOCENT = ("value/*/ordinary/*", "a_second_time/*", "another_shape/*")

_scratch = {}

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    shifted = _scratch.setdefault(logits.shape, np.empty(logits.shape))
    np.subtract(logits, logits.max(axis=-1, keepdims=True), out=shifted, dtype=np.float64)
    gaps = -shifted[np.arange(len(targets)), targets]
    total = np.exp(shifted, out=shifted).sum(axis=-1)
    return (gaps + np.log(total)).astype(logits.dtype)
