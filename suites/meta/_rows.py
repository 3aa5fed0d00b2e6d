"""Rows of logits, random and adversarial, on which an oracle of a given format may err."""

import ml_dtypes  # noqa: F401  (teaches NumPy the name "bfloat16")
import numpy as np

from suites.meta._evaluator import FORMATS

VANISHING = np.array([0.5, 5, 20, 40, 100, 700, 740, 780, 900, 2e4, 1e30])


def drawn(rng, dtype, num_classes, num_rows):
    """Logits and targets, each way of drawing in turn."""
    ways = [way for name, way in globals().items() if name.startswith("_draw_")]
    logits = np.empty((num_rows, num_classes))
    targets = rng.integers(num_classes, size=num_rows)
    for i, row in enumerate(logits):
        row[:] = ways[i % len(ways)](rng, num_classes, dtype)
        if i % 2:
            targets[i] = row.argmax()
    largest = FORMATS[dtype].largest
    logits = logits.clip(-largest, largest).astype(dtype).astype(np.float64)
    return np.where(_masked(rng, logits, targets), -np.inf, logits), targets


def _masked(rng, logits, targets):
    """In a row of eight: some classes, but neither the target nor one other."""
    masked = rng.random(logits.shape) < 0.4
    masked[np.arange(len(targets)) % 8 != 7] = False
    masked[np.arange(len(targets)), targets] = False
    masked[np.arange(len(targets)), (targets + 1) % logits.shape[1]] = False
    return masked


def _below(rng, top, size):
    """Logits under *top* by gaps of all sizes."""
    return top - rng.choice(VANISHING, size) * rng.uniform(0.5, 1.5, size)


def _draw_ordinary(rng, n, dtype):
    return rng.normal(size=n) * 10 ** rng.uniform(-3, 3)


def _draw_encodings(rng, n, dtype):
    with np.errstate(invalid="ignore"):
        row = np.frombuffer(rng.bytes(n * np.dtype(dtype).itemsize), dtype).astype(np.float64)
    return np.where(np.isfinite(row), row, 0.0)


def _draw_magnitudes(rng, n, dtype):
    precision, least, most = FORMATS[dtype]
    return rng.choice([-1, 1], n) * np.exp2(rng.uniform(least - precision, most, n))


def _draw_midpoint(rng, n, dtype):
    """The largest less the smallest, 2**precision + an odd number, is exactly a midpoint."""
    steps = 2 ** FORMATS[dtype].precision
    leader = steps + 2.0 * rng.integers(steps // 4)
    row = _below(rng, leader, n)
    row[:2] = leader, -1.0
    return row / 2 ** rng.integers(3)


def _draw_whole_gap(rng, n, dtype):
    """The largest less the smallest is a number of the format: down and up are in question."""
    row = _below(rng, 64.0, n)
    row[:2] = 64.0, rng.integers(-64, 64)
    return row


def _draw_ties(rng, n, dtype):
    """Two to eight copies of the maximum, and others near or vanishing below them."""
    level = float(rng.integers(-50, 50))
    row = _below(rng, level, n)
    row[: rng.integers(2, min(n, 8) + 1)] = level
    return rng.permutation(row)


def _draw_subnormal(rng, n, dtype):
    """Losses and probabilities about the smallest normal number and the smallest of all."""
    precision, least, _ = FORMATS[dtype]
    row = np.log(2) * (least - rng.choice([0, precision - 1, precision])) + rng.uniform(-2, 2, n)
    row[0] = 0
    return row


def _draw_overflow(rng, n, dtype):
    """The largest less the smallest may be beyond the format, and beyond float64."""
    largest, sliver = FORMATS[dtype].largest, 2.0 ** -(FORMATS[dtype].precision + 1)
    row = largest * rng.choice([-1, -0.5, -0.25, sliver, 0.5, 1], n)
    row[:2] = largest, -largest * rng.choice([1, 2 * sliver, sliver])
    return row


def _draw_edges(rng, n, dtype):
    precision, least, _ = FORMATS[dtype]
    positive = [FORMATS[dtype].largest, 2.0**least, 2.0 ** (least - precision + 1), 1.0, 0.0]
    return rng.choice([-1, 1], n) * rng.choice(positive, n)
