"""Many small terms beside one large one: each is negligible, all together are the loss."""

import numpy as np

from suites.regimes import NotProvoked
from suites.regimes._drawing import absorption, any_class, end_class, put, subnormal, underflow


def absorbed_crowd(rng, shape, format):
    """Each term vanishes beside the target's 1: adding them to it one by one gives 1."""
    targets = end_class(shape)
    return put(-absorption(format) - rng.uniform(0.8, 1.9, shape), targets, 0), targets


def subnormal_crowd(rng, shape, format):
    """Each term is subnormal and their sum is not: bits lost in each are lost in the loss."""
    depth = min(np.log(max(shape[1] - 1, 2)), underflow(format) - subnormal(format))
    targets = end_class(shape)
    logits = -subnormal(format) - depth * rng.uniform(0.3, 0.9, shape)
    return put(logits, targets, 0), targets


def stagnating_sum(rng, shape, format):
    """More terms near 1 than a significand counts: a sum kept in the format stands still."""
    if shape[1] <= 2 * 2**format.precision:
        raise NotProvoked(f"{format.name} counts beyond {shape[1]} terms")
    return rng.uniform(-0.5, 0, shape), any_class(rng, shape)
