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


def alternate_classes_masked(rng, shape, format):
    """Every odd class at -inf: a lane that met only those must merge with the others."""
    _leave_two((shape[1] + 1) // 2)
    logits = rng.normal(size=shape)
    logits[:, 1::2] = -np.inf
    return logits, 2 * any_class(rng, (shape[0], (shape[1] + 1) // 2))


def padded_vocabulary(rng, shape, format):
    """The last classes at -inf, as when a vocabulary is padded to a multiple of the tile."""
    kept = shape[1] - max(1, shape[1] // 8)
    _leave_two(kept)
    logits = rng.normal(size=shape)
    logits[:, kept:] = -np.inf
    return logits, any_class(rng, (shape[0], kept))


def masked_with_the_lowest_number(rng, shape, format):
    """Half of the classes at the lowest number: subtracting anything may overflow."""
    logits, targets, masked = _half_masked(rng, shape)
    return np.where(masked, -format.max, logits), targets


def masked_entirely(rng, shape, format):
    """Every other row at the lowest number throughout: its loss is log(num_classes), not NaN."""
    logits = 4 * rng.normal(size=shape)
    logits[::2] = -format.max
    return logits, any_class(rng, shape)


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
