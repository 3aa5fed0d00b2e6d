"""The edges of exp and of binades, met from both sides."""

import numpy as np

from suites.regimes._drawing import (
    any_class,
    end_class,
    lead,
    overflow,
    put,
    step,
    subnormal,
    underflow,
)


def overflowing_exp(rng, shape, format):
    """Just past the last logit whose exp is finite: unshifted, the loss is inf or NaN."""
    return overflow(format) + rng.uniform(0.5, 4, shape), any_class(rng, shape)


def underflowing_exp(rng, shape, format):
    """Past the last logit whose exp is not zero: unshifted, the loss is the log of zero."""
    return -underflow(format) - rng.uniform(1, 5, shape), any_class(rng, shape)


def underflow_boundary(rng, shape, format):
    """Gaps a few ulp about where exp turns subnormal, smallest, and zero: cut-offs show."""
    edges = subnormal(format), underflow(format), underflow(format) + np.log(2)
    gaps = format.round(edges)[np.add.outer(*map(np.arange, shape)) % len(edges)]
    targets = end_class(shape)
    return put(-step(gaps, rng.integers(-8, 9, shape), format), targets, 0), targets


def loss_near_a_power_of_two(rng, shape, format):
    """Losses within ulps of a change of binade, where an error is measured by another ulp."""
    powers = rng.integers(-6, 6, shape[0])
    gaps = -np.log(np.expm1(np.exp2(powers)))
    others = rng.normal(size=shape) - gaps[:, None] - np.log(shape[1])
    targets = any_class(rng, shape)
    # This puts the target near 0, where the grid of the format is fine enough to hit the power.
    return lead(format.round(others), targets, gaps), targets
