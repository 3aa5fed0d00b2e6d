"""What belongs to the target of a row, and what every class has beside it."""

import triton
import triton.language as tl


@triton.jit
def facts(
    logits, targets, weight, rows, there, num_classes, row_stride, class_stride,
    ignore_index, SMOOTHING: tl.constexpr, WIDE: tl.constexpr,
):  # fmt: skip
    """Of each row: the target, its share of the loss, its logit; is it kept, and is it valid?"""
    if targets is None:
        zero = tl.zeros([rows.shape[0]], tl.float64)
        return rows * 0 - 1, zero, zero.to(WIDE), there, there
    else:
        target = tl.load(targets + rows, mask=there, other=0).to(tl.int64)
        kept = there & (target != ignore_index)
        valid = (target >= 0) & (target < num_classes)
        within = tl.where(valid, target, 0)
        offsets = rows * row_stride + within * class_stride
        x_t = tl.load(logits + offsets, mask=there & valid, other=0.0).to(WIDE)
        own = tl.full([rows.shape[0]], 1.0 - SMOOTHING, tl.float64)
        if weight is not None:
            own = own * tl.load(weight + within, mask=there & valid, other=0.0).to(tl.float64)
        return target, own, x_t, kept, valid


@triton.jit
def each(targets, SMOOTHING: tl.constexpr, num_classes):
    """What every class has of a loss, before its weight: (1, 1). A constant is not rounded."""
    if targets is None:
        return tl.full([1, 1], 1.0, tl.float64)
    else:
        return tl.full([1, 1], SMOOTHING, tl.float64) / num_classes
