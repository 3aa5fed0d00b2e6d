"""NumPy from probabilities that are clipped to [1e-7, 1 - 1e-7], as Keras does by default.

Keras calls that epsilon: a loss is at most 16.1 and never 0, and where a probability was clipped
no gradient comes back. Of the classes' probabilities only the target's matters here.
"""

import numpy as np

FRAMEWORK = "numpy"
KNOWN_FAILURES = {
    "value*/*": "no loss beyond 16.1 nor below 1e-7; in 16 bits 1 - 1e-7 is 1",
    "gradient*/*": "p - 1 cancels, and where p was clipped there is no gradient",
    "training/*": "who is sure has no gradient, where p was clipped or p - 1 is 0",
    **dict.fromkeys(
        ("between_its_bounds/*", "duplicated_classes/*", "midpoint_convexity/*"),
        "no loss exceeds 16.1, so that none grows any more beyond it",
    ),
    "two_classes/*": "p is rounded beside 1, and so are its log and p - 1",
    "single_class/*": "the loss of a probability of 1 is 1.2e-7",
    "targets_out_of_range/*": "a target of -1 is the last class, as everywhere in NumPy",
}
HOMEPAGE = "https://keras.io"

EPSILON = 1e-7


def cross_entropy(logits, targets, *, weight=None):
    p = _softmax(logits)[np.arange(len(targets)), targets]
    loss = -np.log(_clipped(p))
    return loss if weight is None else loss * weight[targets]


def cross_entropy_gradient(logits, targets, upstream=None, *, weight=None):
    rows, gradient = np.arange(len(targets)), _softmax(logits)
    inside = _inside(gradient[rows, targets])
    gradient[rows, targets] -= 1
    for factor in (inside, upstream, None if weight is None else weight[targets]):
        gradient = gradient if factor is None else gradient * factor[:, None]
    return gradient


def binary_cross_entropy(logits, targets):
    return binary_cross_entropy_from_probs(_sigmoid(logits), targets)


def binary_cross_entropy_gradient(logits, targets, upstream=None):
    p = _sigmoid(logits)
    slope = binary_cross_entropy_from_probs_gradient(p, targets, upstream)
    return slope * p * (1 - p)


def binary_cross_entropy_from_probs(probs, targets):
    p = _clipped(probs)
    return -(targets * np.log(p) + (1 - targets) * np.log(1 - p))


def binary_cross_entropy_from_probs_gradient(probs, targets, upstream=None):
    p = _clipped(probs)
    gradient = _inside(probs) * ((1 - targets) / (1 - p) - targets / p)
    return gradient if upstream is None else gradient * upstream


def _softmax(logits):
    exp = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return exp / exp.sum(axis=-1, keepdims=True)


def _sigmoid(logits):
    exp = np.exp(-np.abs(logits))
    return np.where(logits >= 0, 1, exp).astype(logits.dtype) / (1 + exp)


def _clipped(probs):
    low, high = np.array([EPSILON, 1 - EPSILON]).astype(probs.dtype)
    return np.minimum(np.maximum(probs, low), high)


def _inside(probs):
    """Where the clipping lets a gradient through, in the dtype of the probabilities."""
    return ((probs >= EPSILON) & (probs <= 1 - EPSILON)).astype(probs.dtype)
