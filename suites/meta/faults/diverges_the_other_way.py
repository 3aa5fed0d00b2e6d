"""Diverges the other way: of the given shares from softmax, which is another number."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/kl_divergence/ordinary/*": "e"}
INNOCENT = ("gradient/kl_divergence/*",)

kl_divergence_gradient = numpy_log1p.kl_divergence_gradient


@np.errstate(divide="ignore")
def kl_divergence(logits, probs):
    wide = logits.astype(np.float64)
    exp = np.exp(wide - wide.max(axis=-1, keepdims=True))
    softmax = exp / exp.sum(axis=-1, keepdims=True)
    return (softmax * (np.log(softmax) - np.log(probs))).sum(axis=-1).astype(logits.dtype)
