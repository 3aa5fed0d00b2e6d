"""Balls: each loss and each entry in interval arithmetic of 160 bits, rounded when it is known."""

import flint
import numpy as np

FRAMEWORK = "numpy"
PROMISE = "faithful"  # float64 first, then the format: two roundings
BITS = 160
NOTHING = -40_000.0  #: below this no exponential is a number of any format


def cross_entropy(logits, targets):
    with flint.ctx.workprec(BITS):
        losses = [_loss(*row) for row in zip(logits.tolist(), targets.tolist(), strict=True)]
    return np.array(losses, np.float64).astype(logits.dtype)


def cross_entropy_gradient(logits, targets, upstream=None):
    scale = np.ones(len(targets)) if upstream is None else upstream
    rows = zip(logits.tolist(), targets.tolist(), scale.tolist(), strict=True)
    with flint.ctx.workprec(BITS):
        gradient = [_slopes(*row) for row in rows]
    return np.array(gradient, np.float64).reshape(logits.shape).astype(logits.dtype)


def _loss(row, target):
    terms, rest = _terms(row, target)
    if terms is None or row[target] == -np.inf:
        return np.nan if terms is None else np.inf
    return float((flint.arb(max(row)) - flint.arb(row[target]) + rest.log1p()).mid())


def _slopes(row, target, scale):
    terms, rest = _terms(row, target)
    if terms is None:
        return [np.nan] * len(row)
    slopes = [term / (1 + rest) for term in terms]
    slopes[target] = -(1 + rest - terms[target]) / (1 + rest)
    if terms[target] == 1:
        slopes[target] = -rest / (1 + rest)
    return [float((slope * flint.arb(scale)).mid()) for slope in slopes]


def _terms(row, target):
    """exp of each gap, and the sum of all but one that is 1: the target's where that one is."""
    if not 0 <= target < len(row):
        raise IndexError(f"{target} is no class")
    if not max(row) < np.inf or max(row) == -np.inf or any(x != x for x in row):
        return None, None
    top = target if row[target] == max(row) else row.index(max(row))
    gaps = [flint.arb(x) - flint.arb(row[top]) if x > -np.inf else None for x in row]
    vast = (gap is None or gap < NOTHING for gap in gaps)
    terms = [flint.arb(0) if lost else gap.exp() for gap, lost in zip(gaps, vast, strict=True)]
    return terms, sum(terms[:top] + terms[top + 1 :], flint.arb(0))
