"""Takes the first for padding: class 0 is left out of the sum, unless it is the target."""

import numpy as np

FRAMEWORK = "numpy"
CAUGHT = {"permuted_classes/*": "apart", "value/*/ordinary/*": "inaccurate"}
INNOCENT = ("row_alone/*", "exact_shift/*", "same_every_time/*", "gradient_bounds/*")


def cross_entropy(logits, targets):
    logsumexp = np.log(np.exp(_without_padding(logits, targets)).sum(axis=-1))
    own = _without_padding(logits, targets)[np.arange(len(targets)), targets]
    return (logsumexp - own).astype(logits.dtype)


def cross_entropy_gradient(logits, targets, upstream=None):
    exp = np.exp(_without_padding(logits, targets))
    gradient = exp / exp.sum(axis=-1, keepdims=True)
    gradient[np.arange(len(targets)), targets] -= 1
    return (gradient if upstream is None else gradient * upstream[:, None]).astype(logits.dtype)


def _without_padding(logits, targets):
    wide = logits.astype(np.float64)
    wide[targets != 0, 0] = -np.inf
    return wide - wide.max(axis=-1, keepdims=True)
