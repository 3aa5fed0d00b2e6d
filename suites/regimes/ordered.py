"""The order of the classes, which the loss does not notice and an online maximum does."""

import numpy as np

from suites.regimes._drawing import absorption, any_or_likeliest, per_row


def increasing(rng, shape, format):
    """Sorted upwards: an online log-sum-exp rescales its sum at every step."""
    logits = np.sort(4 * rng.normal(size=shape))
    return logits, any_or_likeliest(rng, logits)


def decreasing(rng, shape, format):
    """Sorted downwards: the sum starts with its largest term and never sees the tail."""
    logits = np.sort(4 * rng.normal(size=shape))[:, ::-1]
    return logits, any_or_likeliest(rng, logits)


def ramp(rng, shape, format):
    """Evenly rising or falling: repeated rescaling by one rounded factor adds up its error."""
    width = absorption(format) * rng.uniform(0.5, 1.5, per_row(shape))
    direction = np.resize([1, -1], per_row(shape))
    logits = direction * width * np.linspace(-0.5, 0.5, shape[1])
    return logits, any_or_likeliest(rng, logits)
