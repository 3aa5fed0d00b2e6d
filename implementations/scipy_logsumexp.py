"""SciPy's `logsumexp` minus the target's logit; the gradient is that of SciPy's `softmax`."""

import numpy as np
from scipy.special import logsumexp, softmax

from implementations import _logsumexp, _options
from implementations.scipy_log_softmax import (  # noqa: F401
    cross_entropy_gradient,
    soft_cross_entropy_gradient,
)

FRAMEWORK = "numpy"
_NARROW = "its exp and their sum are rounded to 11 bits"
KNOWN_FAILURES = (
    _logsumexp.CANCELLED
    | _logsumexp.SOFT
    | _options.WEIGHED_TOO_LATE
    | _options.NO_SHARE
    | {
        "value*/*/float16/*": _logsumexp.OFFSET,
        "gradient/weighted_extremely/masked_with_infinity/float16/*": _NARROW,
        "gradient/z_loss/infinite_loss/*": "twice the log-sum-exp overflows, times 0",
        "exact_shift/*": _logsumexp.OFFSET,
        "targets_out_of_range/*": "a target of -1 is the last class, as everywhere in NumPy",
    }
)
DTYPES = ("float64", "float32", "float16")  # bfloat16 is no dtype of NumPy itself
HOMEPAGE = "https://docs.scipy.org"


def cross_entropy(logits, targets, *, weight=None):
    loss = logsumexp(logits, axis=-1) - logits[np.arange(len(targets)), targets]
    return loss if weight is None else loss * weight[targets]


def soft_cross_entropy(logits, probs):
    return probs.sum(axis=-1) * logsumexp(logits, axis=-1) - (probs * logits).sum(axis=-1)


def z_loss(logits):
    return logsumexp(logits, axis=-1) ** 2


def z_loss_gradient(logits, upstream=None):
    gradient = 2 * logsumexp(logits, axis=-1, keepdims=True) * softmax(logits, axis=-1)
    return gradient if upstream is None else gradient * upstream[:, None]
