"""What is done with a block of classes, which fits into the nearest cache, in loops that vectorise.

The length of a block is a multiple of `LINE`, padded with -inf, so that no loop has a remainder.
The order of addition depends on the length of the block, and on nothing else.
"""

import numpy as np
from numba import njit, types
from numba.extending import overload

from implementations._fused.exponential import scaled_exp
from implementations._fused.machine import bitcast, fetch, widest_vectors

LINE = 64  #: numbers that a loop works at together
CHUNK = 512  #: that are added before the sum goes on in float64: 8 to each of `LINE` sums


@njit
def sum_of_terms(x, centre, shift, least, exp, logits, ahead):
    """Write exp of *x*, scaled, to *exp*, and return their sum: NaN if one of them is.

    Meanwhile the logits from *ahead* on are fetched, as many.
    """
    widest_vectors()
    total, stride = 0.0, 64 // logits.itemsize
    for start in range(0, len(x), CHUNK):
        for place in range(ahead + start, ahead + min(start + CHUNK, len(x)), stride):
            fetch(logits, place)
        total += _chunk(x[start : start + CHUNK], centre, shift, least, exp[start:])
    return total


@njit
def sum_below(x, top, exp):
    """Of the terms in *exp*, those of x below *top*; and how many of x are it."""
    widest_vectors()
    total, ties = 0.0, 0.0
    for start in range(0, len(x), CHUNK):
        part, tied = _chunk_below(x[start : start + CHUNK], top, exp[start:])
        total += part
        ties += tied
    return total, ties


@njit(fastmath={"reassoc"})
def _chunk(x, centre, shift, least, exp):
    """The sum alone may be reordered: `scaled_exp` is compiled by itself."""
    widest_vectors()
    total = x.dtype.type(0)
    for i in range(len(x)):
        exp[i] = scaled_exp(x[i], centre, shift, least)
        total += exp[i]
    return total


@njit(fastmath={"reassoc"})
def _chunk_below(x, top, exp):
    widest_vectors()
    zero, one = x.dtype.type(0), x.dtype.type(1)
    total, ties = zero, zero
    for i in range(len(x)):
        at_top = x[i] == top
        total += zero if at_top else exp[i]
        ties += one if at_top else zero
    return total, ties


def highest(x):
    """The largest of *x*, or a NaN unless its sign is set: such a one is less than -inf.

    Compared as whole numbers, which may be done in any order.
    """


@overload(highest)
def _highest(x):
    whole, sign = (types.int32, 31) if x.dtype == types.float32 else (types.int64, 63)
    magnitude = np.int32(2**31 - 1) if sign == 31 else np.int64(2**63 - 1)
    kind, least = x.dtype, ~magnitude

    def found(x):
        keys, top = x.view(whole), least
        for i in range(len(keys)):
            key = whole(keys[i] ^ (whole(keys[i] >> sign) & magnitude))
            top = key if key > top else top  # noqa: FURB136 Numba's vectorises not
        return bitcast(whole(top ^ (whole(top >> sign) & magnitude)), kind)

    return found
