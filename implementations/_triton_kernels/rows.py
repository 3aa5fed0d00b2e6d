"""The kernels: losses, with or without their gradient, and the gradient again, or another one."""

import triton
import triton.language as tl

from implementations._triton_kernels.exponential import log1p
from implementations._triton_kernels.slopes import at_target, walk
from implementations._triton_kernels.targets import each, facts
from implementations._triton_kernels.tiles import load, merge, shares, take_in


@triton.jit
def forward(
    logits, targets, weight, shared, divisor, losses, peaks, rests, masses, gradients,
    num_rows, num_classes, row_stride, class_stride, share_row_stride, share_class_stride,
    ignore_index,
    SMOOTHING: tl.constexpr, ROWS: tl.constexpr, BLOCK: tl.constexpr, WHOLE: tl.constexpr,
    MIXED: tl.constexpr, SLOPED: tl.constexpr, WIDE: tl.constexpr, LEAD: tl.constexpr,
    SHORT: tl.constexpr,
):  # fmt: skip
    """A program has ROWS rows, and walks over their classes, BLOCK at a time; WHOLE: in one step.

    A loss is `own (peak - x_t) + sum_j share_j (peak - x_j) + (own + mass) log1p(rest)`, where
    *rest* is the sum of exp over all but the largest, and *mass* that of the shares: no two terms
    are of different signs. For the gaps of the shares, and the gradient, it walks again.
    """
    rows = tl.program_id(0).to(tl.int64) * ROWS + tl.arange(0, ROWS)
    lanes = tl.arange(0, BLOCK)
    largest = tl.full([ROWS, BLOCK], float("-inf"), WIDE)
    total = tl.zeros([ROWS, BLOCK], WIDE)
    carry = tl.zeros([ROWS, BLOCK], WIDE)
    shift = tl.full([ROWS], float("-inf"), WIDE)
    uniform = each(targets, SMOOTHING, num_classes)
    masses_of_lanes = tl.zeros([ROWS, BLOCK], tl.float64)
    if WHOLE:  # each lane has but one logit, which is its largest
        largest = load(
            logits, rows, lanes, num_rows, num_classes, row_stride, class_stride, float("-inf")
        ).to(WIDE)
        shift = tl.max(largest, axis=1) - LEAD
        if MIXED:
            masses_of_lanes += shares(
                shared, uniform, rows, lanes, num_rows, num_classes, share_row_stride,
                share_class_stride, WIDE,
            ).to(tl.float64)  # fmt: skip
    else:
        for start in range(0, num_classes, BLOCK):
            columns = start + lanes
            x = load(
                logits, rows, columns, num_rows, num_classes, row_stride, class_stride,
                float("-inf"),
            ).to(WIDE)  # fmt: skip
            largest, total, carry, shift = take_in(x, largest, total, carry, shift, LEAD, SHORT)
            if MIXED:
                masses_of_lanes += shares(
                    shared, uniform, rows, columns, num_rows, num_classes, share_row_stride,
                    share_class_stride, WIDE,
                ).to(tl.float64)  # fmt: skip
    peak, rest = merge(largest, total, carry, shift, SHORT)
    mass = tl.sum(masses_of_lanes, axis=1)

    there = rows < num_rows
    target, own, x_t, kept, valid = facts(
        logits, targets, weight, rows, there, num_classes, row_stride, class_stride,
        ignore_index, SMOOTHING, WIDE,
    )  # fmt: skip
    scale = tl.full([ROWS], 1.0, tl.float64)
    if divisor is not None:
        scale = scale / tl.load(divisor)
    scale = tl.where(valid, scale, float("nan"))
    own_slope = (at_target(x_t, peak, rest) * own * scale).to(WIDE)
    costs = tl.zeros([ROWS], tl.float64)
    if MIXED or SLOPED:
        costs = walk(
            largest, logits, target, shared, gradients, peak, rest, own, mass, scale, own_slope,
            kept, rows, 0, num_classes, num_rows, num_classes, row_stride, class_stride,
            share_row_stride, share_class_stride, uniform, BLOCK, WHOLE, MIXED, MIXED, SLOPED,
            WIDE, LEAD, SHORT,
        )  # fmt: skip
    gap = 0.5 * peak.to(tl.float64) - 0.5 * x_t.to(tl.float64)
    costs += tl.where(own == 0.0, 0.0, 2.0 * own * scale * gap)
    loss = costs + (own + mass) * scale * log1p(rest)
    loss = tl.where(kept, loss, 0.0)
    if losses.dtype.element_ty != tl.float64:
        loss = loss.to(tl.float32)
    tl.store(losses + rows, loss.to(losses.dtype.element_ty), mask=there)
    if peaks is not None:
        tl.store(peaks + rows, peak, mask=there)
        tl.store(rests + rows, rest, mask=there)
        tl.store(masses + rows, mass, mask=there)


@triton.jit
def backward(
    logits, targets, weight, shared, divisor, upstream, peaks, rests, masses, gradients,
    num_rows, num_classes, row_stride, class_stride, share_row_stride, share_class_stride,
    upstream_stride, ignore_index, span,
    SMOOTHING: tl.constexpr, ROWS: tl.constexpr, BLOCK: tl.constexpr, MIXED: tl.constexpr,
    UNLESS_ONE: tl.constexpr, WIDE: tl.constexpr, LEAD: tl.constexpr, SHORT: tl.constexpr,
):  # fmt: skip
    """The gradient of ROWS rows in *span* classes, from what forward left of them.

    UNLESS_ONE: it is there already, times 1, and is written again where the upstream gradient is
    another number; the device finds that out, so that nobody waits for it.
    """
    rows = tl.program_id(0).to(tl.int64) * ROWS + tl.arange(0, ROWS)
    there = rows < num_rows
    given = tl.load(upstream + rows * upstream_stride, mask=there, other=1.0).to(WIDE)
    if UNLESS_ONE:
        written = tl.min((given == 1.0).to(tl.int32), axis=0) == 1
    else:
        written = tl.program_id(1) < 0
    if not written:
        peak = tl.load(peaks + rows, mask=there, other=0.0)
        rest = tl.load(rests + rows, mask=there, other=0.0)
        mass = tl.load(masses + rows, mask=there, other=0.0)
        target, own, x_t, kept, valid = facts(
            logits, targets, weight, rows, there, num_classes, row_stride, class_stride,
            ignore_index, SMOOTHING, WIDE,
        )  # fmt: skip
        scale = given.to(tl.float64)
        if divisor is not None:
            scale = scale / tl.load(divisor)
        scale = tl.where(valid, scale, float("nan"))
        own_slope = (at_target(x_t, peak, rest) * own * scale).to(WIDE)
        first = tl.program_id(1).to(tl.int64) * span
        last = tl.minimum(first + span, num_classes)
        x = tl.full([ROWS, BLOCK], 0.0, WIDE)
        uniform = each(targets, SMOOTHING, num_classes)
        walk(
            x, logits, target, shared, gradients, peak, rest, own, mass, scale, own_slope, kept,
            rows, first, last, num_rows, num_classes, row_stride, class_stride, share_row_stride,
            share_class_stride, uniform, BLOCK, False, MIXED, False, True, WIDE, LEAD, SHORT,
        )  # fmt: skip
