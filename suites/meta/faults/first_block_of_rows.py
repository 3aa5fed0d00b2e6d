"""The first block of rows: one launch has 128 threads, and nobody loops over the others."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "value/*/ordinary/float32/4099x3/*": "inaccurate",
}
INNOCENT = (
    "value/*/ordinary/*/64x10/*",
    "gradient/*/ordinary/*",
)

THREADS = 128

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    losses = np.zeros(len(targets), logits.dtype)
    losses[:THREADS] = numpy_log1p.cross_entropy(logits[:THREADS], targets[:THREADS])
    return losses
