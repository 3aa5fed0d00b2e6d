"""The loop over rows, compiled once for each format, which takes addresses and numbers alone.

So it is the same for arrays of NumPy, tensors of PyTorch and whatever else is in memory, whether
they may be written or not. What is None has the address 0.
"""

import numpy as np
from numba import carray, njit, types

from implementations._fused.blocks import LINE
from implementations._fused.gradients import same_place, target_slope, written
from implementations._fused.machine import pointer
from implementations._fused.rows import BLOCK, LINES, blocks_in, merged, padded, surveyed
from implementations._fused.short import MOST, SPAN, short_rows
from implementations._fused.smoothing import weighed_gaps
from implementations._fused.storage import narrowed, widened

KEPT = 2**18  #: classes: terms of more are computed again, since they would leave the cache
PAGE = 4096  #: bytes, or a part of what is one
FINE = -1  #: what a kernel returns if each target is a class, or to be ignored
WHOLE, SURVEY, WRITE = 0, 1, 2  #: what a kernel does with a row, or with each of its pieces


def scratch_bytes(classes):
    """What a thread works in: terms, a block of logits, and the row's table."""
    terms = min(classes, KEPT) + 3 * BLOCK
    return 8 * terms + 8 * LINES * (classes // BLOCK + 3)


@njit(nogil=True, cache=True)
def float32_rows(first, last, classes, places, options):
    return _rows(types.float32, types.float32, first, last, classes, places, options)


@njit(nogil=True, cache=True)
def float64_rows(first, last, classes, places, options):
    return _rows(types.float64, types.float64, first, last, classes, places, options)


@njit(nogil=True, cache=True)
def bfloat16_rows(first, last, classes, places, options):
    return _rows(types.uint16, types.float32, first, last, classes, places, options)


@njit(nogil=True, cache=True)
def float16_rows(first, last, classes, places, options):
    return _rows(types.int16, types.float32, first, last, classes, places, options)


@njit(nogil=True, cache=True)
def float32_mixture_rows(first, last, classes, places, options):
    """In float64: with label smoothing, what is left of softmax less a share may be very little."""
    return _rows(types.float32, types.float64, first, last, classes, places, options)


KERNELS = {
    "float32": float32_rows,
    "float32 smoothed": float32_mixture_rows,
    "float64": float64_rows,
    "bfloat16": bfloat16_rows,
    "float16": float16_rows,
}


@njit(error_model="numpy")
def _rows(stored, computed, first, last, classes, places, options):
    """Losses (float64) and gradients of pieces *first* to *last*.

    Or to that of a row whose target is no class: it is returned.
    *places*: addresses of logits, targets (int64), losses, gradient, upstream and weight (float64),
    tables and scratch. *options*: ignore_index; by what each gradient is multiplied;
    label_smoothing; the sum of the shares that it hands out; whether to write past the caches;
    whether the memory is new; how many pieces a row has; and what to do. Where it is not `WHOLE`,
    all pieces have been surveyed before one is written, and the tables are everyone's.
    """
    (
        at_logits, at_targets, at_losses, at_gradient, at_upstream, at_weight, at_tables, at_scratch
    ) = places  # fmt: skip
    ignore_index, common, smoothing, sum_of_shares, streaming, fresh, pieces, task = options
    rows = (last + pieces - 1) // pieces
    logits = carray(pointer(at_logits, stored), rows * classes)
    gradient = carray(pointer(at_gradient, stored), rows * classes if at_gradient else 0)
    targets = carray(pointer(at_targets, types.int64), rows)
    losses = carray(pointer(at_losses, types.float64), rows)
    upstream = carray(pointer(at_upstream, types.float64), rows if at_upstream else 0)
    weight = carray(pointer(at_weight, types.float64), classes if at_weight else 0)
    if classes <= MOST and smoothing == 0 and logits.itemsize < 8:
        work = carray(pointer(at_scratch, types.float64), (2, SPAN))
        return short_rows(
            logits, targets, losses, gradient, upstream, weight, first, last, classes,
            ignore_index, common, work,
        )  # fmt: skip
    blocks = blocks_in(classes)
    tables = carray(pointer(at_tables or at_scratch, types.float64), (rows, blocks, LINES))
    at_buffer = at_scratch + (8 * LINES * blocks + 63) // 64 * 64  # vectors are loaded best there
    buffer = carray(pointer(at_buffer, computed), BLOCK)
    kept = at_gradient != 0 and classes <= KEPT and task == WHOLE
    scratch = carray(
        pointer(at_buffer + BLOCK * buffer.itemsize, computed), padded(classes) if kept else BLOCK
    )
    exps = scratch
    in_place = at_gradient != 0 and (fresh and kept if task == WHOLE else not streaming)
    in_place = in_place and classes % LINE == 0 and gradient.itemsize == scratch.itemsize
    kept = kept or in_place
    share = smoothing / classes
    row, part, some = first - 1, 0, (0, blocks)
    for piece in range(first, last):
        row += 1
        if task != WHOLE:  # a division takes as long as ten terms
            row, part = piece // pieces, piece % pieces
            some = blocks * part // pieces, blocks * (part + 1) // pieces
        target, begin = targets[row], row * classes
        start, stop = begin + some[0] * BLOCK, begin + min(classes, some[1] * BLOCK)
        if target == ignore_index:
            losses[row] = 0
            if at_gradient:
                gradient[start:stop] = narrowed(0.0, gradient)
            continue
        if target < 0 or target >= classes:
            return row
        if in_place:
            exps = same_place(gradient, begin, classes, scratch)
        table = tables[row if at_tables else 0]
        if task != WRITE:
            if fresh:
                _touch(gradient, start, stop)
            surveyed(logits, begin, classes, some, buffer, exps, kept, table)
            if task == SURVEY:
                continue
        state = merged(table)
        top, _, _, peak, rest = state
        own = weight[target] if at_weight else 1.0
        x = np.float64(widened(logits[begin + target]))
        total, spread = own, 0.0
        if smoothing != 0:
            total, spread = own * (1 - smoothing) + sum_of_shares, sum_of_shares - own * share
        if part == 0:
            loss = own * ((top - x) + np.log1p(rest / peak))
            if smoothing != 0:
                gap = own * (1 - smoothing) * (top - x) if smoothing != 1 and own != 0 else 0.0
                gap += share * weighed_gaps(logits, begin, classes, top, weight)
                loss = total * np.log1p(rest / peak) + gap
            losses[row] = loss
        if at_gradient:
            by = common * upstream[row] if at_upstream else common
            work = buffer, exps, table
            written(
                logits, gradient, begin, classes, some, state, by * total, by * share, weight, work,
                kept, streaming, in_place,
            )  # fmt: skip
            if start <= begin + target < stop:
                slope = total * target_slope(x, state) + spread
                gradient[begin + target] = narrowed(by * slope, gradient)
    return FINE


@njit
def _touch(gradient, start, stop):
    """Have the pages made: amid the writing, to clear them would empty the cache of the terms."""
    for i in range(start, stop, PAGE // gradient.itemsize):
        gradient[i] = narrowed(0.0, gradient)
