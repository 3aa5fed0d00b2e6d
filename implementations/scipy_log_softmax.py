"""SciPy's `log_softmax` at the target, and what else `scipy.special` has of these losses."""

import numpy as np
from scipy.special import entr, expit, log_expit, log_softmax, rel_entr, softmax, xlog1py, xlogy

from implementations import _options

FRAMEWORK = "numpy"
_NARROW = "its exp and their sum are rounded to 11 bits"
KNOWN_FAILURES = (
    _options.WEIGHED_TOO_LATE
    | _options.NO_SHARE
    | {
        f"gradient/entropy/{regime}/*": "a probability of 0 times the logarithm of it, NaN"
        for regime in ("infinite_loss", "masked_with_infinity", "nonfinite_table")
    }
    | {
        "gradient*/binary_from_probs/*": "0 / 0 for a probability that is the target, 0 or 1",
        "gradient/entropy/*/float16/*": "logarithms rounded to 11 bits cancel",
        "gradient/spatial/masked_with_infinity/float16/*": _NARROW,
        "gradient/weighted_extremely/masked_with_infinity/float16/*": _NARROW,
        "no_probability/*": "xlogy has a logarithm above 0 for what is above 1",
        "targets_out_of_range/*": "a target of -1 is the last class, as everywhere in NumPy",
        **dict.fromkeys(
            ("value/kl_divergence/*", "same_in_every_layout/kl_divergence/*"),
            "below 0 near its minimum, infinite where p underflows",
        ),
    }
)
DTYPES = ("float64", "float32", "float16")  # bfloat16 is no dtype of NumPy itself
HOMEPAGE = "https://docs.scipy.org"


def cross_entropy(logits, targets, *, weight=None):
    loss = -log_softmax(logits, axis=-1)[np.arange(len(targets)), targets]
    return loss if weight is None else loss * weight[targets]


def cross_entropy_gradient(logits, targets, upstream=None, *, weight=None):
    gradient = softmax(logits, axis=-1)
    gradient[np.arange(len(targets)), targets] -= 1
    if weight is not None:
        gradient *= weight[targets, None]
    return gradient if upstream is None else gradient * upstream[:, None]


def soft_cross_entropy(logits, probs):
    return -(probs * log_softmax(logits, axis=-1)).sum(axis=-1)


def soft_cross_entropy_gradient(logits, probs, upstream=None):
    gradient = probs.sum(axis=-1, keepdims=True) * softmax(logits, axis=-1) - probs
    return gradient if upstream is None else gradient * upstream[:, None]


def binary_cross_entropy(logits, targets, *, pos_weight=1):
    losses = -pos_weight * targets * log_expit(logits) - (1 - targets) * log_expit(-logits)
    return losses.astype(logits.dtype)


def binary_cross_entropy_gradient(logits, targets, upstream=None, *, pos_weight=1):
    gradient = (1 - targets) * expit(logits) - pos_weight * targets * expit(-logits)
    gradient = gradient if upstream is None else gradient * upstream
    return gradient.astype(logits.dtype)


def binary_cross_entropy_from_probs(probs, targets):
    return (-xlogy(targets, probs) - xlog1py(1 - targets, -probs)).astype(probs.dtype)


def binary_cross_entropy_from_probs_gradient(probs, targets, upstream=None):
    gradient = (probs - targets) / (probs * (1 - probs))
    return gradient if upstream is None else gradient * upstream


def kl_divergence(logits, probs):
    return rel_entr(probs, softmax(logits, axis=-1)).sum(axis=-1).astype(logits.dtype)


def kl_divergence_gradient(logits, probs, upstream=None):
    return soft_cross_entropy_gradient(logits, probs, upstream)


def entropy(logits):
    return entr(softmax(logits, axis=-1)).sum(axis=-1).astype(logits.dtype)


def entropy_gradient(logits, upstream=None):
    probs, log_probs = softmax(logits, axis=-1), log_softmax(logits, axis=-1)
    gradient = -probs * (log_probs - (probs * log_probs).sum(axis=-1, keepdims=True))
    return gradient if upstream is None else gradient * upstream[:, None]


def spatial_cross_entropy(logits, targets):
    log_probs = log_softmax(logits, axis=1)
    return -np.take_along_axis(log_probs, targets[:, None], axis=1)[:, 0]


def spatial_cross_entropy_gradient(logits, targets, upstream=None):
    gradient = softmax(logits, axis=1)
    at_target = np.take_along_axis(gradient, targets[:, None], axis=1) - 1
    np.put_along_axis(gradient, targets[:, None], at_target, axis=1)
    return gradient if upstream is None else gradient * upstream[:, None]
