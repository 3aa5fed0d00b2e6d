"""Rounds by dice: stochastic rounding, so that no answer is given twice."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "a_second_time/*": "apart",
    "same_every_time/*": "apart",
}
INNOCENT = (
    "untouched/*",
    "layouts/*",
)

_dice = np.random.default_rng()


def cross_entropy(logits, targets):
    exact = numpy_log1p.cross_entropy(logits.astype(np.float64), targets)
    return _rounded(exact, logits.dtype)


def cross_entropy_gradient(logits, targets, upstream=None):
    exact = numpy_log1p.cross_entropy_gradient(logits.astype(np.float64), targets, upstream)
    return _rounded(exact, logits.dtype)


def _rounded(exact, dtype):
    near = exact.astype(dtype)
    other = np.nextafter(near, np.where(near < exact, np.inf, -np.inf).astype(dtype))
    spacing = np.abs(other.astype(float) - near.astype(float))
    off = np.abs(exact - near.astype(float)) / np.where(spacing > 0, spacing, 1)
    return np.where(_dice.random(exact.shape) < off, other, near).astype(dtype)
