"""Classes that are ruled out, by each of the conventions in use."""

import numpy as np

from suites.regimes import NotProvoked
from suites.regimes._drawing import any_class, any_or_likeliest, other_class, put


def masked_with_infinity(rng, shape, format):
    """Half of the classes at -inf: inf - inf lurks wherever one of them is taken for a maximum."""
    logits, targets, masked = _half_masked(rng, shape)
    return np.where(masked, -np.inf, logits), targets


def leading_classes_masked(rng, shape, format):
    """The first half at -inf: an online maximum that has seen nothing else yet makes NaN."""
    half = shape[1] // 2
    _leave_two(shape[1] - half)
    logits = rng.normal(size=shape)
    logits[:, :half] = -np.inf
    return logits, half + any_class(rng, (shape[0], shape[1] - half))


def masked_with_the_lowest_number(rng, shape, format):
    """Half of the classes at the lowest number: subtracting anything may overflow."""
    logits, targets, masked = _half_masked(rng, shape)
    return np.where(masked, -format.max, logits), targets


def masked_by_subtraction(rng, shape, format):
    """Ten thousand taken from half of the classes, some targets among them: log(0) is not 1e4."""
    logits, targets, masked = _half_masked(rng, shape)
    put(masked, targets, rng.random(shape[0]) < 0.5)
    return logits - 1e4 * masked, targets


def masked_with_a_billion(rng, shape, format):
    """Half of the classes at -1e9, some targets among them: a finite loss of a billion."""
    if format.max < 1e9:
        raise NotProvoked(f"-1e9 is -inf in {format.name}")
    logits, targets, masked = _half_masked(rng, shape)
    put(masked, targets, rng.random(shape[0]) < 0.5)
    return np.where(masked, -1e9, logits), targets


def _half_masked(rng, shape):
    """Logits, targets, and which classes to mask: neither the target nor one other class."""
    _leave_two(shape[1] - 1)
    logits = 4 * rng.normal(size=shape)
    targets = any_or_likeliest(rng, logits)
    masked = put(rng.random(shape) < 0.5, other_class(rng, targets, shape), False)
    return logits, targets, put(masked, targets, False)


def _leave_two(num_classes):
    if num_classes < 2:
        raise NotProvoked("fewer than two classes would be left")
