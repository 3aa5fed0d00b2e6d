"""A focal loss of a clipped probability: minus the log of at least 1e-4, whatever gamma is."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"focal_without_focus/*": "apart"}
INNOCENT = ("value/*/ordinary/*", "nonnegative/*", "exact_shift/*")

cross_entropy = numpy_log1p.cross_entropy
cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def focal(logits, targets, *, gamma, alpha=None):
    losses = numpy_log1p.cross_entropy(logits.astype(np.float64), targets)
    own = np.clip(np.exp(-losses), 1e-4, 1)
    loss = -((1 - own) ** gamma) * np.log(own)
    return (loss if alpha is None else alpha[targets] * loss).astype(logits.dtype)
