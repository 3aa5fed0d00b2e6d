"""Rows so short that what is done once a row takes longest: many of them at a time, in float64.

Their terms are exp of the gap to the largest logit, which float64 holds nearly to its last bit. No
number here depends on the rows beside.
"""

import numpy as np
from numba import njit

from implementations._fused.blocks import LINE
from implementations._fused.exponential import WIDE_BIAS, scale, scaled_exp
from implementations._fused.machine import widest_vectors
from implementations._fused.storage import narrowed, widened

MOST = 40  #: classes: of more a row of its own takes less time
SPAN = 1024  #: terms at a time


@njit(error_model="numpy")
def short_rows(
    logits, targets, losses, gradient, upstream, weight, first, last, classes, ignore_index, common,
    work,
):  # fmt: skip
    """Losses and gradients of rows *first* to *last*, or to one whose target is no class: it.

    *gradient*, *upstream* and *weight* may be empty. *work* has twice SPAN numbers.
    """
    terms, tops = work
    shift, least = scale(terms, 0.0)
    unscale = 0.5**WIDE_BIAS
    step = SPAN // classes
    for start in range(first, last, step):
        count = min(step, last - start)
        _gaps(logits, start * classes, count, classes, terms, tops)
        _exponentials(terms[: (count * classes + LINE - 1) // LINE * LINE], shift, least)
        for row in range(start, start + count):
            target, begin, here = targets[row], row * classes, (row - start) * classes
            if target == ignore_index:
                losses[row] = 0
                for i in range(classes if len(gradient) else 0):
                    gradient[begin + i] = narrowed(0.0, gradient)
                continue
            if target < 0 or target >= classes:
                return row
            top = int(tops[row - start])
            rest = np.nan if top < 0 else 0.0
            for i in range(classes):
                rest += 0.0 if i == top else terms[here + i]
            rest *= unscale
            own = weight[target] if len(weight) else 1.0
            largest = np.float64(widened(logits[begin + max(top, 0)]))
            gap = largest - np.float64(widened(logits[begin + target]))
            losses[row] = own * (gap + np.log1p(rest))
            if len(gradient):
                by = own * (common * upstream[row] if len(upstream) else common)
                share = by / (1 + rest)
                for i in range(classes):
                    term = terms[here + i] * unscale
                    gradient[begin + i] = narrowed(term * share, gradient)
                term = terms[here + target] * unscale
                slope = -(rest / (1 + rest)) if gap == 0 else term * (1 / (1 + rest)) - 1
                gradient[begin + target] = narrowed(by * slope, gradient)
    return -1


@njit
def _gaps(logits, start, count, classes, terms, tops):
    """By how much each logit is below the largest of its row, to *terms*; which that is, to *tops*.

    -1 where it is infinite, or there may be none.
    """
    for row in range(count):
        begin = start + row * classes
        top, at = np.float64(widened(logits[begin])), 0
        for i in range(1, classes):
            x = np.float64(widened(logits[begin + i]))
            if x > top:
                top, at = x, i
        tops[row] = at if top > -np.inf and top < np.inf else -1
        for i in range(classes):
            terms[row * classes + i] = np.float64(widened(logits[begin + i])) - top


@njit
def _exponentials(terms, shift, least):
    widest_vectors()
    for i in range(len(terms)):
        terms[i] = scaled_exp(terms[i], 0.0, shift, least)
