"""NumPy, as printed in the textbook: minus the log of the target's softmax."""

import numpy as np

from implementations import _textbook

FRAMEWORK = "numpy"
KNOWN_FAILURES = (
    {"training/*/many_classes/bfloat16/*": "its sums stop growing at 256, so it hardly learns"}
    | _textbook.KNOWN_FAILURES
    | _textbook.FAMILY
    | _textbook.BINARY
    | {
        "gradient*/focal_gamma_zero/confident_past_absorption/*": "0 * (1 - p)**-1 is NaN at p = 1",
        "training/focal/*": "1 - p is 0 where p is close to 1, and so is the gradient",
        "two_classes/*": "p is rounded beside 1, and so are its log and p - 1",
        "entropy_and_divergence/*": "log(q / p) cancels; 0 log 0 is NaN",
        "targets_out_of_range/*": "a target of -1 is the last class, as everywhere in NumPy",
    }
)


def cross_entropy(logits, targets, *, weight=None):
    loss = -np.log(_softmax(logits)[np.arange(len(targets)), targets])
    return loss if weight is None else loss * weight[targets]


def cross_entropy_gradient(logits, targets, upstream=None, *, weight=None):
    gradient = _softmax(logits)
    gradient[np.arange(len(targets)), targets] -= 1
    if weight is not None:
        gradient *= weight[targets, None]
    return gradient if upstream is None else gradient * upstream[:, None]


def soft_cross_entropy(logits, probs):
    return -(probs * np.log(_softmax(logits))).sum(axis=-1)


def soft_cross_entropy_gradient(logits, probs, upstream=None):
    gradient = probs.sum(axis=-1, keepdims=True) * _softmax(logits) - probs
    return gradient if upstream is None else gradient * upstream[:, None]


def binary_cross_entropy(logits, targets):
    return binary_cross_entropy_from_probs(_sigmoid(logits), targets)


def binary_cross_entropy_gradient(logits, targets, upstream=None):
    gradient = _sigmoid(logits) - targets
    return gradient if upstream is None else gradient * upstream


def binary_cross_entropy_from_probs(probs, targets):
    return -(targets * np.log(probs) + (1 - targets) * np.log(1 - probs))


def binary_cross_entropy_from_probs_gradient(probs, targets, upstream=None):
    gradient = (1 - targets) / (1 - probs) - targets / probs
    return gradient if upstream is None else gradient * upstream


def kl_divergence(logits, probs):
    return (probs * np.log(probs / _softmax(logits))).sum(axis=-1)


kl_divergence_gradient = soft_cross_entropy_gradient


def entropy(logits):
    softmax = _softmax(logits)
    return -(softmax * np.log(softmax)).sum(axis=-1)


def entropy_gradient(logits, upstream=None):
    softmax = _softmax(logits)
    gradient = -softmax * (np.log(softmax) + entropy(logits)[:, None])
    return gradient if upstream is None else gradient * upstream[:, None]


def z_loss(logits):
    return np.log(np.exp(logits).sum(axis=-1)) ** 2


def z_loss_gradient(logits, upstream=None):
    gradient = 2 * np.log(np.exp(logits).sum(axis=-1, keepdims=True)) * _softmax(logits)
    return gradient if upstream is None else gradient * upstream[:, None]


def focal(logits, targets, *, gamma):
    p = _softmax(logits)[np.arange(len(targets)), targets]
    return -((1 - p) ** p.dtype.type(gamma)) * np.log(p)


def focal_gradient(logits, targets, upstream=None, *, gamma):
    p = _softmax(logits)[np.arange(len(targets)), targets]
    gamma = p.dtype.type(gamma)
    slope = (1 - p) ** gamma - gamma * (1 - p) ** (gamma - 1) * p * np.log(p)
    slope = slope if upstream is None else slope * upstream
    return cross_entropy_gradient(logits, targets, slope)


def _softmax(logits):
    exp = np.exp(logits)
    return exp / exp.sum(axis=-1, keepdims=True)


def _sigmoid(logits):
    return 1 / (1 + np.exp(-logits))
