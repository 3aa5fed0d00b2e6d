"""A power times the logarithm: of a sigmoid that is 0, so that 0 is multiplied by infinity."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/binary_focal/overflowing_exp/*": "exceptional"}
INNOCENT = ("value/binary_focal/all_equal/*", "gradient/binary_focal/ordinary/*")

binary_focal_gradient = numpy_log1p.binary_focal_gradient


def binary_focal(logits, targets, *, gamma):
    p, other = (1 / (1 + np.exp(-z.astype(np.float32))) for z in (logits, -logits))
    losses = -targets * other**gamma * np.log(p) - (1 - targets) * p**gamma * np.log(other)
    return losses.astype(logits.dtype)
