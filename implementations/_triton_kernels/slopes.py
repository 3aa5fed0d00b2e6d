"""The gradient in a tile, from what is known of its rows: nothing in it cancels."""

import triton
import triton.language as tl

from implementations._triton_kernels.exponential import exp_gap
from implementations._triton_kernels.tiles import load, shares, store


@triton.jit
def anchored(peak, rest, whole, LEAD: tl.constexpr):
    """A shift below the largest, and the factor by which exp(x - shift) is a share of *whole*.

    A probability may be subnormal, and normal when *whole* has multiplied it: so the shift lies
    far below the largest. Where *whole* is tiny it does not, since the factor would have lost bits
    then; and what is 0 without it, below exp(-86) or exp(-700), is 0 times *whole*.
    """
    tiny = 1e-21 if peak.dtype == tl.float64 else 1e-8
    lead = tl.where(tl.abs(whole) < tiny, 0.0, LEAD)
    shift = (peak.to(tl.float64) - lead).to(peak.dtype)
    back = exp_gap(shift.to(tl.float64), peak.to(tl.float64), False)
    return shift, (whole / (1.0 + rest) * back).to(peak.dtype)


@triton.jit
def at_target(x, peak, rest):
    """p - 1, which is -rest / (1 + rest) where the target is the largest: (rows,) of float64.

    Where it is not, *rest* has exp(x - peak) in it, and the numerator lies between -1 and -rest.
    """
    exp = exp_gap(x.to(tl.float64), peak.to(tl.float64), False)
    return tl.where(x == peak, -rest, (exp - 1.0) - rest) / (1.0 + rest)


@triton.jit
def walk(
    x, logits, targets, shared, gradients, peak, rest, own, mass, scale, own_slope, kept, rows,
    first, last, num_rows, num_classes, row_stride, class_stride, share_row_stride,
    share_class_stride, uniform,
    BLOCK: tl.constexpr, LOADED: tl.constexpr, MIXED: tl.constexpr, VALUED: tl.constexpr,
    SLOPED: tl.constexpr, WIDE: tl.constexpr, LEAD: tl.constexpr, SHORT: tl.constexpr,
):  # fmt: skip
    """Over the classes of some rows, back to front, since what was read last is in the cache still.

    Stores the gradient (SLOPED), and adds up the shares times the gaps, (rows,) (VALUED).
    """
    whole = (own + mass) * scale
    shift, factor = anchored(peak, rest, whole, LEAD)
    left = whole * (rest / (1.0 + rest))
    costs = tl.zeros([x.shape[0], BLOCK], tl.float64)
    twice = (2.0 * scale)[:, None]
    blocks = tl.cdiv(last - first, BLOCK)
    for block in range(blocks):
        columns = first + (blocks - 1 - block) * BLOCK + tl.arange(0, BLOCK)
        if not LOADED:
            x = load(
                logits, rows, columns, num_rows, num_classes, row_stride, class_stride,
                float("-inf"),
            ).to(WIDE)  # fmt: skip
        is_target = targets[:, None] == columns[None, :]
        if MIXED:
            share = shares(
                shared, uniform, rows, columns, num_rows, num_classes, share_row_stride,
                share_class_stride, WIDE,
            )  # fmt: skip
            if VALUED:
                halves = 0.5 * peak.to(tl.float64)[:, None] - 0.5 * x.to(tl.float64)
                costs += tl.where(share == 0.0, 0.0, share.to(tl.float64) * twice * halves)
        if SLOPED:
            slope = exp_gap(x, shift[:, None], SHORT) * factor[:, None]
            if MIXED:
                apart = tl.where(is_target, 0.0, own[:, None]) + (mass[:, None] - share)
                apart = (apart * scale[:, None] - left[:, None]).to(WIDE)
                due = tl.where(is_target, own[:, None], 0.0) + share
                slope = slope - (due * scale[:, None]).to(WIDE)
                slope = tl.where(x == peak[:, None], apart, slope)
            else:
                slope = tl.where(is_target, own_slope[:, None], slope)
            slope = tl.where(kept[:, None], slope, 0.0)
            store(gradients, slope, rows, columns, num_rows, num_classes)
    return tl.sum(costs, axis=1)
