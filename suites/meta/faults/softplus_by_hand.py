"""Softplus by hand: log(1 + exp(z)), whose exponential overflows long before the loss does."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/binary/overflowing_exp/*": "exceptional"}
INNOCENT = ("value/binary/ordinary/*", "gradient/binary/*")

binary_cross_entropy_gradient = numpy_log1p.binary_cross_entropy_gradient


def binary_cross_entropy(logits, targets):
    return np.log(1 + np.exp(logits)) - targets * logits
