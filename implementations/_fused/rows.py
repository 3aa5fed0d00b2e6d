"""A row of logits: its loss, and what its gradient is made of, block by block.

A row's state is `(top, centre, power, peak, rest)`: the largest logit so far; by what its block is
scaled; exp of that logit at that scale; and the sum of all other terms. It is float64, and blocks
are merged in their order. The loss is `(top - target) + log1p(rest / peak)`: one copy of the
largest term is left out of the sum, so that both addends are positive and nothing cancels.
"""

import math

import numpy as np
from numba import njit

from implementations._fused.blocks import LINE, highest, sum_below, sum_of_terms
from implementations._fused.exponential import NEAR, bias_of, power_of, remainder, scale
from implementations._fused.storage import staged

BLOCK = 4096  #: classes


@njit
def blocks_in(classes):
    return (classes + BLOCK - 1) // BLOCK


@njit
def padded(classes):
    return (classes + LINE - 1) // LINE * LINE


@njit
def begun(logits, first, classes, buffer, exps, kept, scales):
    """The state of the row that begins at *first*; its terms are in *exps* if they are *kept*.

    *scales*, (blocks, 2), gets the centre and power of each block. Where the row has a NaN or +inf
    or nothing but -inf, rest is NaN.
    """
    top, centre, power, peak, rest = -np.inf, -np.inf, 0.0, 0.0, 0.0
    for block in range(blocks_in(classes)):
        start = block * BLOCK
        stop = min(classes, start + BLOCK)
        x = staged(logits, first + start, first + stop, buffer)
        exp = exps[start if kept else 0 :]
        its_top, its_centre, its_power, total = summed(x, exp, logits, first + stop)
        scales[block, 0], scales[block, 1] = its_centre, its_power
        if its_top > top:
            rest = (rest + peak) * across(centre, power, its_centre, its_power)
            top, centre, power = its_top, its_centre, its_power
            peak = remainder(top, centre, power)
            below, ties = sum_below(x, x.dtype.type(top), exp)
            rest += below * 0.5 ** bias_of(x) + (ties - 1) * peak
        else:
            rest += total * 0.5 ** bias_of(x) * across(its_centre, its_power, centre, power)
    return top, centre, power, peak, rest if top > -np.inf else np.nan


@njit
def summed(x, exp, logits, ahead):
    """Of a block: the largest, by what its terms are scaled, and their sum; they go into *exp*.

    The sum is NaN where there is a NaN or +inf. The logits from *ahead* on are fetched meanwhile.
    """
    top = highest(x)
    if not (top > -np.inf and top < np.inf):
        exp[: len(x)] = 0
        empty = top == -np.inf and not np.isnan(x).any()
        return -np.inf, -np.inf, 0.0, 0.0 if empty else np.nan
    centre = x.dtype.type(0) if abs(top) < NEAR else top
    power = power_of(top, centre)
    shift, least = scale(x, power)
    total = sum_of_terms(x, centre, shift, least, exp, logits, ahead)
    return np.float64(top), np.float64(centre), power, total


@njit
def across(centre, power, to_centre, to_power):
    """What a sum in one scale is multiplied by in another, in which nothing is larger than about 1.

    In halves, which do not underflow before their product does.
    """
    if centre == -np.inf:
        return 0.0
    by_power = math.ldexp(1.0, int(power - to_power))
    if centre == to_centre:
        return by_power
    half = math.exp((centre - to_centre) / 2)
    return half * by_power * half
