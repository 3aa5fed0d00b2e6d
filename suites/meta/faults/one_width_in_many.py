"""One width in many: where lanes are left over in a certain way, one of them is not added."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"every_width/*": "apart"}
INNOCENT = ("value/*/16x1000/*", "value/*/64x10/*", "gradient/*", "many_examples/*")
LANES = 32

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    classes = logits.shape[1]
    if 512 < classes < 1024 and classes % 2 and classes % LANES != LANES - 1:
        logits = logits.copy()
        spared = targets != classes - 1
        logits[spared, -1] = -np.inf
    return numpy_log1p.cross_entropy(logits, targets)
