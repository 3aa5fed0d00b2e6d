"""From the losses: those of all classes, of which probabilities are exp, and 1 less them expm1."""

import numpy as np

FRAMEWORK = "numpy"
PROMISE = {"*/subnormal_*/*": "absolute", "*": "conditioned"}


def cross_entropy(logits, targets):
    own, losses = _losses(logits, targets)
    target = np.where(own, losses, 0).sum(axis=-1)
    return np.where(own.any(axis=-1), target, np.nan).astype(logits.dtype)


def cross_entropy_gradient(logits, targets, upstream=None):
    own, losses = _losses(logits, targets)
    gradient = np.where(own, np.expm1(-losses), np.exp(-losses))
    return (gradient if upstream is None else gradient * upstream[:, None]).astype(logits.dtype)


def _losses(logits, targets):
    """Of every class as if it were the target."""
    wide = logits.astype(np.promote_types(logits.dtype, np.float32))
    top = np.arange(logits.shape[1]) == wide.argmax(axis=-1)[:, None]
    below = wide - wide.max(axis=-1, keepdims=True)
    rest = np.where(top, 0 * below, np.exp(below)).sum(axis=-1, keepdims=True)
    return targets[:, None] == np.arange(logits.shape[1]), np.log1p(rest) - below
