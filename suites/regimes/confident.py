"""The target leads: losses from 1 down to the smallest numbers there are, none of them zero."""

from suites.regimes._drawing import absorption, any_class, lead, subnormal, underflow


def confident_slightly(rng, shape, format):
    """A narrow lead: a third of the digits of the loss go when it is taken from a difference."""
    return _leading(rng, shape, 0, 0.3 * absorption(format))


def confident(rng, shape, format):
    """A clear lead: 1 + sum keeps only the first digits of the sum, or none but one."""
    return _leading(rng, shape, 0.3 * absorption(format), 0.9 * absorption(format))


def confident_past_absorption(rng, shape, format):
    """A lead at which 1 + sum is 1: log returns 0 where log1p returns the loss."""
    return _leading(rng, shape, *_between(format, 0, 0.2))


def confident_far_past_absorption(rng, shape, format):
    """A long lead: the rounding of each gap, not its exponential, decides the digits."""
    return _leading(rng, shape, *_between(format, 0.2, 0.9))


def confident_to_the_last_normal(rng, shape, format):
    """A loss just above the smallest normal number: flushing anything on the way is fatal."""
    return _leading(rng, shape, *_between(format, 0.9, 1))


def subnormal_loss(rng, shape, format):
    """A loss that only gradual underflow can hold: flushed to zero, it stops training."""
    return _leading(rng, shape, subnormal(format), underflow(format))


def _leading(rng, shape, low, high):
    targets = any_class(rng, shape)
    return lead(rng.normal(size=shape), targets, rng.uniform(low, high, shape[0])), targets


def _between(format, *fractions):
    """Gaps that far on the way from absorption to subnormal numbers."""
    start, end = absorption(format), subnormal(format)
    return (start + fraction * (end - start) for fraction in fractions)
