"""Multiplies zero shares: a class at -inf makes the loss NaN, though nothing of it is asked for."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/soft_targets/masked_with_infinity/*": "exceptional"}
INNOCENT = ("gradient/*", "value/soft_targets/ordinary/*")

soft_cross_entropy_gradient = numpy_log1p.soft_cross_entropy_gradient


def soft_cross_entropy(logits, probs):
    wide = logits.astype(np.float64)
    shifted = wide - wide.max(axis=-1, keepdims=True)
    log_probs = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return (-(probs * log_probs).sum(axis=-1)).astype(logits.dtype)
