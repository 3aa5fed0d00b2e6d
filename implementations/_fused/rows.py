"""A row of logits: its loss, and what its gradient is made of, block by block.

Of each block there is a line in the row's table: its largest logit; by what its terms are scaled,
in two numbers; their sum; and, of the block that has the row's largest logit, the sum of those
below it, and how many there are. Merged in the order of blocks, whoever has filled in the lines,
they are the row's state `(top, centre, power, peak, rest)`: the largest logit; by what its block is
scaled; exp of that logit at that scale; and the sum of all other terms. All of it is float64.
The loss is `(top - target) + log1p(rest / peak)`: one copy of the largest term is left out of the
sum, so that both addends are positive and nothing cancels.
"""

import math

import numpy as np
from numba import njit

from implementations._fused.blocks import LINE, highest, sum_below, sum_of_terms
from implementations._fused.exponential import NEAR, bias_of, power_of, remainder, scale
from implementations._fused.storage import staged

BLOCK = 4096  #: classes
LINES = 6  #: numbers in a line of the table


@njit
def blocks_in(classes):
    return (classes + BLOCK - 1) // BLOCK


@njit
def padded(classes):
    return (classes + LINE - 1) // LINE * LINE


@njit
def surveyed(logits, first, classes, blocks, buffer, exps, kept, table):
    """Fill in the lines of *blocks*, a pair, of the row that begins at *first*.

    Its terms are in *exps* if they are *kept*.
    """
    highest_yet = -np.inf
    for block in range(*blocks):
        start = block * BLOCK
        stop = min(classes, start + BLOCK)
        x = staged(logits, first + start, first + stop, buffer)
        exp = exps[start if kept else 0 :]
        top, centre, power, total = summed(x, exp, logits, first + stop)
        line = table[block]
        line[0], line[1], line[2], line[3] = top, centre, power, total * 0.5 ** bias_of(x)
        if top > highest_yet:
            highest_yet = top
            below, ties = sum_below(x, x.dtype.type(top), exp)
            line[4], line[5] = below * 0.5 ** bias_of(x), ties


@njit
def merged(table):
    """The state of a row. Where it has a NaN or +inf or nothing but -inf, rest is NaN."""
    best = 0
    for block in range(len(table)):
        best = block if table[block, 0] > table[best, 0] else best
    top, centre, power = table[best, 0], table[best, 1], table[best, 2]
    if top == -np.inf:
        return top, centre, power, 0.0, np.nan
    peak = remainder(top, centre, power)
    rest = table[best, 4] + (table[best, 5] - 1) * peak
    for block in range(len(table)):
        if block != best:
            rest += table[block, 3] * across(table[block, 1], table[block, 2], centre, power)
    return top, centre, power, peak, rest


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
