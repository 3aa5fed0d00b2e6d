"""Equal and almost equal logits: which copy of the maximum is left out, and what is its gap?"""

import numpy as np

from suites.regimes._drawing import (
    absorption,
    any_class,
    other_class,
    per_row,
    put,
    step,
    subnormal,
)


def all_equal(rng, shape, format):
    """Every logit of a row the same: the loss is log(num_classes), whatever the level."""
    return np.broadcast_to(20 * rng.normal(size=per_row(shape)), shape), any_class(rng, shape)


def near_ties(rng, shape, format):
    """Two neighbouring values in every row: maxima compared after rounding are all tied."""
    level = format.round(20 * rng.normal(size=per_row(shape)))
    return step(level, rng.integers(2, size=shape), format), any_class(rng, shape)


def tied_with_the_target(rng, shape, format):
    """The target shares a high maximum: leaving out every copy of it loses log(2)."""
    level = rng.uniform(absorption(format), subnormal(format), shape[0])
    logits, targets = rng.normal(size=shape), any_class(rng, shape)
    put(logits, other_class(rng, targets, shape), level)
    return put(logits, targets, level), targets


def target_one_ulp_below(rng, shape, format):
    """The target is the neighbour of a high maximum: a gap too small to survive an addition."""
    level = format.round(rng.uniform(absorption(format), subnormal(format), shape[0]))
    logits, targets = rng.normal(size=shape), any_class(rng, shape)
    put(logits, other_class(rng, targets, shape), level)
    return put(logits, targets, step(level, -1, format)), targets
