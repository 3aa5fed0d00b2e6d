"""Caps the padding: lanes of -inf that fill the last block come out of the cap as -32."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/softcapped/underflowing_exp/*": "inaccurate"}
INNOCENT = ("value/softcapped/ordinary/*", "gradient/softcapped/*")
BLOCK = 64

softcapped_cross_entropy_gradient = numpy_log1p.softcapped_cross_entropy_gradient


def softcapped_cross_entropy(logits, targets, *, softcap):
    missing = -logits.shape[1] % BLOCK
    padded = np.pad(logits, ((0, 0), (0, missing)), constant_values=-np.inf)
    return numpy_log1p.softcapped_cross_entropy(padded, targets, softcap=softcap)
