"""Forgets the odd row: works on two rows at a time, and never comes to the last of an odd many."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "value/*/ordinary/float32/15x33/*": "exceptional",
}
INNOCENT = (
    "value/*/ordinary/*/64x10/*",
    "gradient/*/ordinary/*",
)

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    losses = np.full(len(targets), np.nan, logits.dtype)
    pairs = slice(len(targets) // 2 * 2)
    losses[pairs] = numpy_log1p.cross_entropy(logits[pairs], targets[pairs])
    return losses
