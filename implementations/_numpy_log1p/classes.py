"""Softmax cross-entropy: `(max - target) + log1p(the other terms)`, in float64 and not yet rounded.

The other terms are those of all classes but one copy of the maximum; which of several makes no
difference. Both addends are non-negative, so that nothing cancels and small losses keep their
relative accuracy. Blanchard, Higham & Higham (IMA J. Numer. Anal. 41(4), 2021) leave the maximum
out of their log-sum-exp likewise.
"""

import numpy as np

from implementations._numpy_log1p.rows import below_top, others


def losses_below(below, top, targets):
    """In float64, of what `below_top` returns: that is spent."""
    gap = -below[np.arange(len(targets)), targets]
    return gap + np.log1p(others(below, top)[1])


def slopes_below(below, top, targets):
    """exp / (1 + rest), and less 1 at the target: -rest / (1 + rest) where that is the maximum."""
    rows = np.arange(len(targets))
    gap = -below[rows, targets]
    gradient, rest = others(below, top)
    gradient[rows, top] = 1
    gradient /= (1 + rest)[:, None]
    at_top = -(gap + rest) / (1 + rest)  # the gap is 0 there, or NaN and passed on
    less = gradient[rows, targets] - 1  # at most 1/2 - 1: no cancellation
    gradient[rows, targets] = np.where(top == targets, at_top, less)
    return gradient


def soft_losses(logits, probs):
    """Q log1p(rest) + sum of probs times gaps, Q being their sum: no term is negative."""
    probs, (below, top) = probs.astype(np.float64), below_top(logits)
    gaps = -(probs * np.where((probs == 0) & (below == -np.inf), 0.0, below)).sum(axis=-1)
    return gaps + probs.sum(axis=-1) * np.log1p(others(below, top)[1])


def soft_slopes(logits, probs):
    """Q softmax - probs; at the maximum the other shares less Q rest / (1 + rest).

    They are added up without that of the maximum: to take it from Q would cancel.
    """
    probs, (below, top) = probs.astype(np.float64), below_top(logits)
    gradient, rest = others(below, top)
    rows, total = np.arange(len(top)), probs.sum(axis=-1)
    probs[rows, top] = 0
    gradient *= (total / (1 + rest))[:, None]
    gradient -= probs
    gradient[rows, top] = probs.sum(axis=-1) - total * (rest / (1 + rest))
    return gradient
