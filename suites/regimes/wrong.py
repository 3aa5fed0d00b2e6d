"""The target trails: its probability shrinks until it is gone, its loss only grows."""

from suites.regimes._drawing import (
    absorption,
    any_class,
    lead,
    other_class,
    put,
    underflow,
)


def slightly_wrong(rng, shape, format):
    """The target trails by a few: clamping its probability from below starts to show."""
    return _trailing(rng, shape, 1, absorption(format))


def confidently_wrong(rng, shape, format):
    """The target's probability is zero in the format: its logarithm is not the loss."""
    return _trailing(rng, shape, 1.1 * underflow(format), 2 * underflow(format))


def infinite_loss(rng, shape, format):
    """Maximum minus target is past the largest number: infinite loss, and a finite gradient."""
    targets = any_class(rng, shape)
    logits = format.max * rng.uniform(-1, 0.9, shape)
    put(logits, other_class(rng, targets, shape), format.max * rng.uniform(0.6, 1, shape[0]))
    return put(logits, targets, -format.max * rng.uniform(0.6, 1, shape[0])), targets


def _trailing(rng, shape, low, high):
    targets = any_class(rng, shape)
    return lead(rng.normal(size=shape), targets, -rng.uniform(low, high, shape[0])), targets
