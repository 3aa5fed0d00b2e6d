"""Caps without the chain rule: the slope of tanh is missing from the gradient."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"gradient/softcapped/ordinary/*": "inaccurate"}
INNOCENT = ("value/softcapped/*",)

softcapped_cross_entropy = numpy_log1p.softcapped_cross_entropy


def softcapped_cross_entropy_gradient(logits, targets, upstream=None, *, softcap):
    capped = softcap * np.tanh(logits.astype(np.float64) / softcap)
    return numpy_log1p.cross_entropy_gradient(capped, targets, upstream).astype(logits.dtype)
