"""Gaps that do not fit into the format: `x - max` is rounded, and exp magnifies that."""

import numpy as np

from suites.regimes._drawing import any_class, other_class, per_row, put, subnormal


def inexact_gaps(rng, shape, format):
    """Small logits under a target far above: each gap is off by up to half an ulp of it."""
    leader = rng.uniform(0.73, 0.97, shape[0]) * subnormal(format) + np.log(shape[1])
    logits = 4 * format.ulp(leader)[:, None] * rng.normal(size=shape)
    targets = any_class(rng, shape)
    return put(logits, targets, leader), targets


def half_ulp_gaps(rng, shape, format):
    """Every gap rounds by seven sixteenths of an ulp the same way: the errors cannot cancel."""
    exponent = np.floor(np.log2(subnormal(format) + np.log(shape[1]))) - 1
    leader = format.round(np.exp2(exponent) * rng.uniform(1.2, 1.9, per_row(shape)))
    steps = rng.integers(2 ** (format.precision - 5), size=shape)
    targets = any_class(rng, shape)
    return put((steps + 7 / 16) * format.ulp(leader), targets, leader), targets


def midpoint_gap(rng, shape, format):
    """Maximum minus target is exactly between two values: the far smaller rest decides."""
    unit = np.exp2(-rng.integers(4, size=per_row(shape)))
    most = 2**format.precision
    leader = unit * (most + 2 * rng.integers(1, most // 2, per_row(shape)))
    gaps = np.exp(rng.uniform(np.log(20), np.log(most * unit), shape))
    targets = any_class(rng, shape)
    logits = put(leader - gaps, other_class(rng, targets, shape), leader)
    return put(logits, targets, unit), targets
