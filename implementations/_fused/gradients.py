"""The gradient of a row, `upstream * (softmax - one_hot)`: its terms times one factor.

The target's entry is written last. Where the target is the largest logit, `-rest / (peak + rest)`,
of the sum of the others, stands for p - 1, so that nothing cancels.
"""

import math

import numpy as np
from numba import njit, types
from numba.extending import overload

from implementations._fused.exponential import bias_of
from implementations._fused.machine import LANES, stream
from implementations._fused.rows import BLOCK, across, summed
from implementations._fused.storage import narrowed, staged, widened


@njit(error_model="numpy")
def written(
    logits, gradient, first, classes, blocks, state, by, share, weight, work, kept, streaming,
    in_place,
):  # fmt: skip
    """Write *blocks* of a row but its target: *by* times softmax, less *share*, times *weight*."""
    buffer, exps, table = work
    top, centre, power, peak, rest = state
    by_term = by / (peak + rest)
    for block in range(*blocks):
        start, stop = block * BLOCK, min(classes, block * BLOCK + BLOCK)
        exp = exps[start:] if kept else exps
        if not kept:
            summed(staged(logits, first + start, first + stop, buffer), exp, logits, first + stop)
        its = across(table[block, 1], table[block, 2], centre, power) * by_term
        here, there = first + start, first + stop
        factor = its * 0.5 ** bias_of(exps)
        if share != 0:
            _mixed(exp, factor, share, weight, start, gradient, here, there)
        elif least_factor(exps) <= abs(factor) <= most_factor(exps):
            scaled(exp, factor, gradient, here, there, streaming, in_place)
        elif abs(its) < 0.5**1100 or (abs(its) < 0.5**160 and bias_of(exps) == 64):
            gradient[here:there] = 0
        else:
            _far(logits, top, by_term * peak, gradient, here, there)


@njit(error_model="numpy")
def target_slope(x, state):
    """softmax - 1 at the target, whose logit is *x*."""
    top, _, _, peak, rest = state
    if x == top:
        return -(rest / (peak + rest))
    return math.exp(np.float64(x) - top) * (peak / (peak + rest)) - 1


def same_place(gradient, begin, classes, scratch):
    """Where terms may go so that the gradient comes to be in their place; else *scratch*."""


@overload(same_place)
def _same_place(gradient, begin, classes, scratch):
    if gradient.dtype == scratch.dtype:
        return lambda gradient, begin, classes, scratch: gradient[begin : begin + classes]
    return lambda gradient, begin, classes, scratch: scratch


def scaled(exp, factor, gradient, start, stop, streaming, in_place):
    """Write *exp* times *factor* from *start* to *stop*; past the caches if *streaming*.

    If *in_place* that is where the terms are: a loop over what may overlap would be slow.
    """


@overload(scaled)
def _scaled(exp, factor, gradient, start, stop, streaming, in_place):
    kind, streams = exp.dtype, exp.dtype == gradient.dtype == types.float32

    def written(exp, factor, gradient, start, stop, streaming, in_place):
        by, into = kind(factor), gradient[start:stop]
        if streams and streaming:
            _poured(exp, by, gradient, start, stop)
        elif in_place:
            for i in range(len(into)):
                into[i] = narrowed(widened(into[i]) * by, gradient)
        else:
            for i in range(len(into)):
                into[i] = narrowed(exp[i] * by, gradient)

    return written


@njit
def _poured(exp, by, gradient, start, stop):
    """Whole lines of 64 bytes past the caches; what is before and after them, through."""
    offset = (gradient.ctypes.data // 4 + start) % LANES
    head = min(stop - start, (LANES - offset) % LANES)
    for i in range(head):
        gradient[start + i] = exp[i] * by
    lines = (stop - start - head) // LANES
    for line in range(lines):
        i = head + line * LANES
        stream(exp, i, gradient, start + i, by)
    for i in range(head + lines * LANES, stop - start):
        gradient[start + i] = exp[i] * by


@njit
def _mixed(exp, factor, share, weight, begin, gradient, start, stop):
    """The terms times *factor*, less the share of each class, in float64."""
    into, weights = gradient[start:stop], weight[begin:]
    for i in range(len(into)):
        own = share * weights[i] if len(weight) else share
        into[i] = narrowed(exp[i] * factor - own, gradient)


@njit
def _far(logits, top, by, gradient, start, stop):
    """Where a factor would not be normal, or terms that are 0 count: one by one, in float64."""
    for i in range(start, stop):
        term = math.exp(np.float64(widened(logits[i])) - top) * by
        gradient[i] = narrowed(term, gradient)


def least_factor(like):
    """The smallest normal number."""


def most_factor(like):
    """What makes nothing of a term that is not normal."""


@overload(least_factor)
def _least_factor(like):
    found = 2.0**-126 if like.dtype == types.float32 else 2.0**-1022
    return lambda like: found


@overload(most_factor)
def _most_factor(like):
    found = 2.0**-24 if like.dtype == types.float32 else 2.0**-53
    return lambda like: found
