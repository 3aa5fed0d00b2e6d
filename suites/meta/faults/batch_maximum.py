"""The batch's maximum: shifts every row by the largest logit of all of them."""

import numpy as np

FRAMEWORK = "numpy"
CAUGHT = {"value/*/rows_far_apart/*": "exceptional", "gradient/*/rows_far_apart/*": "exceptional"}
INNOCENT = ("value/*/ordinary/*", "gradient/*/ordinary/*", "value/*/overflowing_exp/*")


def cross_entropy(logits, targets):
    shifted = _shifted(logits)
    logsumexp = np.log(np.exp(shifted).sum(axis=-1))
    return (logsumexp - shifted[np.arange(len(targets)), targets]).astype(logits.dtype)


def cross_entropy_gradient(logits, targets, upstream=None):
    exp = np.exp(_shifted(logits))
    gradient = exp / exp.sum(axis=-1, keepdims=True)
    gradient[np.arange(len(targets)), targets] -= 1
    scale = 1 if upstream is None else upstream.astype(np.float64)[:, None]
    return (gradient * scale).astype(logits.dtype)


def _shifted(logits):
    wide = logits.astype(np.float64)
    return wide - wide.max(initial=-np.inf)
