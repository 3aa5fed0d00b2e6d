"""Rows counted in float32, the dtype of the logits: past 2**24 two of them have one number."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"uncountable_examples/*": "of 16777343"}
INNOCENT = ("value/*/ordinary/float32/*", "gradient/*/ordinary/float32/*", "many_examples/*")

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    rows = np.arange(len(targets), dtype=np.float32).astype(np.intp)
    return numpy_log1p.cross_entropy(logits[rows], targets[rows])
