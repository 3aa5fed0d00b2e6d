"""The loop over rows, compiled once for each format, which takes addresses and numbers alone.

So it is the same for arrays of NumPy, tensors of PyTorch and whatever else is in memory, whether
they may be written or not. What is None has the address 0.
"""

import numpy as np
from numba import carray, njit, types

from implementations._fused.blocks import LINE
from implementations._fused.gradients import same_place, target_slope, written
from implementations._fused.machine import pointer
from implementations._fused.rows import BLOCK, begun, blocks_in, padded
from implementations._fused.smoothing import weighed_gaps
from implementations._fused.storage import narrowed, widened

KEPT = 2**18  #: classes: terms of more are computed again, since they would leave the cache
PAGE = 4096  #: bytes, or a part of what is one
FINE = -1  #: what a kernel returns if each target is a class, or to be ignored


def scratch_bytes(classes):
    """What a thread works in: terms, a block of logits, and the scales of the blocks."""
    terms = min(classes, KEPT) + 3 * BLOCK
    return 8 * terms + 16 * (classes // BLOCK + 1)


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
    """Losses (float64) and gradients of rows *first* to *last*, or to one whose target is no class.

    *places*: addresses of logits, targets (int64), losses, gradient, upstream and weight (float64)
    and scratch. *options*: ignore_index; by what each gradient is multiplied; label_smoothing; the
    sum of the shares that it hands out; whether to write past the caches; and whether the memory
    is new.
    """
    at_logits, at_targets, at_losses, at_gradient, at_upstream, at_weight, at_scratch = places
    ignore_index, common, smoothing, sum_of_shares, streaming, fresh = options
    logits = carray(pointer(at_logits, stored), last * classes)
    gradient = carray(pointer(at_gradient, stored), last * classes)
    targets = carray(pointer(at_targets, types.int64), last)
    losses = carray(pointer(at_losses, types.float64), last)
    upstream = carray(pointer(at_upstream, types.float64), last)
    weight = carray(pointer(at_weight, types.float64), classes if at_weight else 0)
    kept = at_gradient != 0 and classes <= KEPT
    blocks = blocks_in(classes)
    scales = carray(pointer(at_scratch, types.float64), (blocks, 2))
    buffer = carray(pointer(at_scratch + 16 * blocks, computed), BLOCK)
    scratch = carray(
        pointer(at_scratch + 16 * blocks + BLOCK * buffer.itemsize, computed),
        padded(classes) if kept else BLOCK,
    )
    exps = scratch
    in_place = fresh and kept and classes % LINE == 0 and gradient.itemsize == scratch.itemsize
    share = smoothing / classes
    for row in range(first, last):
        target, begin = targets[row], row * classes
        if target == ignore_index:
            losses[row] = 0
            if at_gradient:
                gradient[begin : begin + classes] = narrowed(0.0, gradient)
            continue
        if target < 0 or target >= classes:
            return row
        if fresh:
            _touch(gradient, begin, begin + classes)
        if in_place:
            exps = same_place(gradient, begin, classes, scratch)
        state = begun(logits, begin, classes, buffer, exps, kept, scales)
        top, _, _, peak, rest = state
        own = weight[target] if at_weight else 1.0
        x = np.float64(widened(logits[begin + target]))
        total, spread = own, 0.0
        loss = own * ((top - x) + np.log1p(rest / peak))
        if smoothing != 0:
            total, spread = own * (1 - smoothing) + sum_of_shares, sum_of_shares - own * share
            gap = own * (1 - smoothing) * (top - x) if smoothing != 1 and own != 0 else 0.0
            gap += share * weighed_gaps(logits, begin, classes, top, weight)
            loss = total * np.log1p(rest / peak) + gap
        losses[row] = loss
        if at_gradient:
            by = common * upstream[row] if at_upstream else common
            work = buffer, exps, scales
            written(
                logits, gradient, begin, classes, state, by * total, by * share, weight, work,
                kept, streaming, in_place,
            )  # fmt: skip
            slope = total * target_slope(x, state) + spread
            gradient[begin + target] = narrowed(by * slope, gradient)
    return FINE


@njit
def _touch(gradient, start, stop):
    """Have the pages made: amid the writing, to clear them would empty the cache of the terms."""
    for i in range(start, stop, PAGE // gradient.itemsize):
        gradient[i] = narrowed(0.0, gradient)
