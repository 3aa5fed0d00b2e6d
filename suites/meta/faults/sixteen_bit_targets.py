"""Sixteen-bit targets: enough for every vocabulary there was when the kernel was written."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/*/ordinary/float32/2x131072/*": "IndexError"}
INNOCENT = ("value/*/64x10/*", "value/*/16x1000/*", "gradient/*", "target_dtypes/*")

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    return numpy_log1p.cross_entropy(logits, targets.astype(np.int16))
