"""One less the probability: where the answer is sure and right nothing is left of the loss."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/focal/confident_past_absorption/*": "absolute"}
INNOCENT = ("gradient/focal/*", "value/focal_gamma_zero/*")
PROMISE = "conditioned"

focal_gradient = numpy_log1p.focal_gradient


def focal(logits, targets, *, gamma):
    losses = numpy_log1p.cross_entropy(logits, targets)
    return (1 - np.exp(-losses)) ** logits.dtype.type(gamma) * losses
