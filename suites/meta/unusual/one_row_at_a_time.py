"""One row at a time: Python's own loops and `math`, with nothing of NumPy but its arrays."""

import math

import numpy as np

FRAMEWORK = "numpy"
PROMISE = {
    "*/subnormal_loss/float64/*": "absolute",
    "*/float64/*": "conditioned",
    "*": "faithful",
}


def cross_entropy(logits, targets):
    losses = [_loss(*row) for row in zip(logits.tolist(), targets.tolist(), strict=True)]
    return np.array(losses, np.float64).astype(logits.dtype)


def cross_entropy_gradient(logits, targets, upstream=None):
    scale = np.ones(len(targets)) if upstream is None else upstream
    rows = zip(logits.tolist(), targets.tolist(), scale.tolist(), strict=True)
    gradient = [[s * slope for slope in _slopes(row, t)] for row, t, s in rows]
    return np.array(gradient, np.float64).reshape(logits.shape).astype(logits.dtype)


def _loss(row, target):
    top, terms = _terms(row, target)
    return (row[top] - row[target] if top != target else 0 * row[top]) + math.log1p(
        math.fsum(terms)
    )


def _slopes(row, target):
    top, terms = _terms(row, target)
    rest = math.fsum(terms)
    slopes = [(1.0 if j == top else term) / (1 + rest) for j, term in enumerate(terms)]
    slopes[target] = -rest / (1 + rest) if top == target else slopes[target] - 1
    return slopes


def _terms(row, target):
    """Which copy of the maximum is left out, and the terms of all others."""
    if not 0 <= target < len(row):
        raise IndexError(f"{target} is no class")
    largest = max((math.nan if any(map(math.isnan, row)) else max(row)), -math.inf)
    if not math.isfinite(largest):
        return target, [math.nan] * len(row)
    top = target if row[target] == largest else row.index(largest)
    return top, [0.0 if j == top else math.exp(x - largest) for j, x in enumerate(row)]
