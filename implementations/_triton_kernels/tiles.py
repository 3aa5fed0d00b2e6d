"""What is done with a tile, (rows, classes): loading it, and adding up all but the largest."""

import triton
import triton.language as tl

from implementations._triton_kernels.exponential import exp_gap

_ALL = tl.constexpr(tl.PropagateNan.ALL)


@triton.jit
def load(pointer, rows, columns, num_rows, num_columns, row_stride, column_stride, empty):
    """Of whatever strides, in 64 bits; what lies outside is *empty*."""
    inside = (rows < num_rows)[:, None] & (columns < num_columns)[None, :]
    offsets = rows.to(tl.int64)[:, None] * row_stride
    offsets += columns.to(tl.int64)[None, :] * column_stride
    return tl.load(pointer + offsets, mask=inside, other=empty)


@triton.jit
def store(pointer, tile, rows, columns, num_rows, num_columns):
    """Row by row, without gaps; as what is not read again."""
    inside = (rows < num_rows)[:, None] & (columns < num_columns)[None, :]
    offsets = rows.to(tl.int64)[:, None] * num_columns + columns.to(tl.int64)[None, :]
    tile = tile.to(pointer.dtype.element_ty)
    tl.store(pointer + offsets, tile, mask=inside, cache_modifier=".cs")


@triton.jit
def shares(
    pointer, uniform, rows, columns, num_rows, num_classes, row_stride, column_stride,
    WIDE: tl.constexpr,
):  # fmt: skip
    """What each class has of a loss beside the target: *uniform* times what is stored, or it.

    One row for all has a stride of 0. Outside there is none.
    """
    if pointer is None:
        inside = (columns < num_classes)[None, :] & (rows < num_rows)[:, None]
        return tl.where(inside, uniform.to(WIDE), 0.0)
    else:
        stored = load(pointer, rows, columns, num_rows, num_classes, row_stride, column_stride, 0.0)
        return (stored.to(WIDE) * uniform).to(WIDE)


@triton.jit
def add(total, carry, term):
    """Kept as an unevaluated sum of two (Knuth's TwoSum), so that any number can be added."""
    sum = total + term
    back = sum - total
    return sum, carry + ((total - (sum - back)) + (term - back))


@triton.jit
def take_in(x, largest, total, carry, shift, LEAD: tl.constexpr, SHORT: tl.constexpr):
    """In each lane the larger of two logits stays, and of the smaller one exp is added.

    So the largest is in no sum, and no other is left out, ties or not. The shift lies LEAD below
    the largest of the row: what is far below that is normal still, and what is added to it does
    not vanish. It is moved when it is 3/2 LEAD below, so far that what was added before, and is
    rounded then, hardly counts any more: such errors do not pile up, however the row ascends. The
    move is made in two halves: exp of all of it may be 0 where what it is multiplied by is large.
    """
    less = tl.minimum(largest, x, propagate_nan=_ALL)
    largest = tl.maximum(largest, x, propagate_nan=_ALL)
    top = tl.max(largest, axis=1)
    raised = top - shift > 1.5 * LEAD  # NaN, so False, while all are at -inf
    moved = tl.where(raised, top - LEAD, shift)
    half = tl.where(raised, exp_gap(0.5 * shift, 0.5 * moved, SHORT), 1.0)[:, None]
    shift = moved
    term = exp_gap(less, finite(shift)[:, None], SHORT)
    if SHORT:
        total = total * half * half + term
    else:
        total, carry = add(total * half * half, carry * half * half, term)
    return largest, total, carry, shift


@triton.jit
def finite(shift):
    """Of a row that is at -inf as yet: anything, since there is nothing but -inf to be shifted."""
    return tl.where(shift == float("-inf"), 0.0, shift)


@triton.jit
def merge(largest, total, carry, shift, SHORT: tl.constexpr):
    """Of a row, from its lanes: the largest, and the sum of exp of all others less it, in float64.

    Of the largest of the lanes all but one are added as well. They are as many as
    there are lanes, and are added in float64, in which the gap to the shift is exact or carried.
    """
    peak = tl.max(largest, axis=1)
    shift = finite(shift)
    is_peak = largest == peak[:, None]
    copies = tl.sum(is_peak.to(tl.int32), axis=1) - 1
    others = tl.where(is_peak, float("-inf"), largest)
    terms = exp_gap(others, shift[:, None], SHORT)
    sum = tl.sum(total.to(tl.float64) + (carry.to(tl.float64) + terms.to(tl.float64)), axis=1)
    peak64 = peak.to(tl.float64)
    rest = sum * exp_gap(shift.to(tl.float64), peak64, False)
    return peak, tl.where(copies > 0, rest + copies, rest)
