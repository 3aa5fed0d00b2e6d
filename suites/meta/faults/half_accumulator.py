"""A half accumulator: keeps the running sum in the dtype of the logits."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/*/stagnating_sum/bfloat16/*": "inaccurate"}
INNOCENT = ("value/*/float32/64x10/*", "gradient/*")

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    wide = logits.astype(np.float64)
    shifted = wide - wide.max(axis=-1, keepdims=True)
    total = np.zeros(len(targets), logits.dtype)
    for terms in np.exp(shifted).astype(logits.dtype).T:
        total += terms
    losses = np.log(total.astype(np.float64)) - shifted[np.arange(len(targets)), targets]
    return losses.astype(logits.dtype)
