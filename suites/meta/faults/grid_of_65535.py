"""A grid of 65,535: no launch may have more blocks, and the rows beyond are left as they were."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"many_examples/*": "it is 0, not"}
INNOCENT = ("value/*/ordinary/*", "gradient/*/ordinary/*", "every_width/*")
GRID = 65_535

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    losses = np.zeros(len(targets), logits.dtype)
    losses[:GRID] = numpy_log1p.cross_entropy(logits[:GRID], targets[:GRID])
    return losses
