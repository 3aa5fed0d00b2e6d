"""Nothing times infinity: a probability of 0 where the target is 0 costs 0 log 0, which is NaN."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/binary_from_probs/masked_with_infinity/*": "exceptional"}
INNOCENT = ("value/binary_from_probs/ordinary/*", "gradient/binary_from_probs/*")

binary_cross_entropy_from_probs_gradient = numpy_log1p.binary_cross_entropy_from_probs_gradient


def binary_cross_entropy_from_probs(probs, targets):
    wide = probs.astype(np.float64)
    losses = targets * np.log(wide) + (1 - targets) * np.log1p(-wide)
    return -losses.astype(probs.dtype)
