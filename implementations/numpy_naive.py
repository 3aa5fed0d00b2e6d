"""NumPy, as printed in the textbook: minus the log of the target's softmax."""

import numpy as np

from implementations import _textbook

FRAMEWORK = "numpy"
KNOWN_FAILURES = _textbook.KNOWN_FAILURES | {
    "same_in_every_layout/*": "NumPy adds rows that are not contiguous in another order",
    "targets_out_of_range/*": "a target of -1 is the last class, as everywhere in NumPy",
}


def cross_entropy(logits, targets, *, weight=None):
    loss = -np.log(_softmax(logits)[np.arange(len(targets)), targets])
    return loss if weight is None else loss * weight[targets]


def cross_entropy_gradient(logits, targets, upstream=None, *, weight=None):
    gradient = _softmax(logits)
    gradient[np.arange(len(targets)), targets] -= 1
    if weight is not None:
        gradient *= weight[targets, None]
    return gradient if upstream is None else gradient * upstream[:, None]


def _softmax(logits):
    exp = np.exp(logits)
    return exp / exp.sum(axis=-1, keepdims=True)
