"""Subtracts the positive logit: softplus(z) - y z cancels where the answer is sure and right."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/binary/confident_past_absorption/*": "absolute"}
INNOCENT = ("gradient/binary/*",)
PROMISE = "conditioned"

binary_cross_entropy_gradient = numpy_log1p.binary_cross_entropy_gradient


def binary_cross_entropy(logits, targets):
    softplus = np.maximum(logits, 0) + np.log1p(np.exp(-np.abs(logits)))
    return softplus - np.where(targets == 0, 0, targets * logits)
