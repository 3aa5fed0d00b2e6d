"""Keeps it by identity: the softmax is the last one if the logits are the same array."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "overwritten/*": "apart",
    "forward_backward/*": "gradient of keeps_it_by_identity is",
}
INNOCENT = ("value/*/ordinary/*", "gradient/*/ordinary/*", "a_second_time/*", "forward/*")

_kept = None, None


cross_entropy = numpy_log1p.cross_entropy


def cross_entropy_gradient(logits, targets, upstream=None):
    gradient = _softmax(logits).astype(np.float64)
    gradient[np.arange(len(targets)), targets] -= 1
    return (gradient if upstream is None else gradient * upstream[:, None]).astype(logits.dtype)


def _softmax(logits):
    global _kept
    if _kept[0] is not logits:
        shifted = np.exp(logits - logits.max(axis=-1, keepdims=True).astype(np.float64))
        _kept = logits, shifted / shifted.sum(axis=-1, keepdims=True)
    return _kept[1]
