"""Float64 inside: the log of a shifted sum, as in the textbook, and one rounding at the end."""

import numpy as np

FRAMEWORK = "numpy"


def cross_entropy(logits, targets):
    own = targets[:, None] == np.arange(logits.shape[1])
    losses = -np.where(own, _log_softmax(logits), -np.inf).max(axis=-1)
    return np.where(own.any(axis=-1), np.maximum(losses, 0), np.nan).astype(logits.dtype)


def cross_entropy_gradient(logits, targets, upstream=None):
    gradient = np.exp(_log_softmax(logits)) - (targets[:, None] == np.arange(logits.shape[1]))
    return (gradient if upstream is None else gradient * upstream[:, None]).astype(logits.dtype)


def _log_softmax(logits):
    shifted = logits - logits.max(axis=-1, keepdims=True).astype(np.float64)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
