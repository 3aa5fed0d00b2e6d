"""How formats lie in memory: bfloat16 as uint16 and float16 as int16, computed with in float32."""

import numpy as np
from numba import njit, types
from numba.extending import overload

from implementations._fused.blocks import LINE
from implementations._fused.machine import bitcast, from_half, to_half


def widened(bits):
    """The float that a number in memory is."""


def narrowed(value, like):
    """What is kept of *value* in an array such as *like*: the next number, the even one of two."""


def staged(logits, start, stop, buffer):
    """Logits start to stop, as floats, in whole lines: in place, or in *buffer* and padded."""


@overload(widened)
def _widened(bits):
    if bits == types.uint16:
        return lambda bits: bitcast(np.uint32(np.uint32(bits) << 16), types.float32)
    if bits == types.int16:
        return lambda bits: from_half(bits)
    return lambda bits: bits


@overload(narrowed)
def _narrowed(value, like):
    if like.dtype == types.uint16:

        def to_bfloat(value, like):
            bits = bitcast(np.float32(value), types.uint32)
            even = (bits >> np.uint32(16)) & np.uint32(1)
            near = (bits + np.uint32(0x7FFF) + even) >> np.uint32(16)
            return np.uint16(near if value == value else np.uint32(0x7FC0))

        return to_bfloat
    if like.dtype == types.int16:
        return lambda value, like: to_half(np.float32(value))
    kind = like.dtype
    return lambda value, like: kind(value)


@overload(staged)
def _staged(logits, start, stop, buffer):
    if logits.dtype == buffer.dtype:

        def in_place(logits, start, stop, buffer):
            if (stop - start) % LINE == 0:
                return logits[start:stop]
            return _copied(logits, start, stop, buffer)

        return in_place
    return lambda logits, start, stop, buffer: _copied(logits, start, stop, buffer)


@njit
def _copied(logits, start, stop, buffer):
    given = logits[start:stop]
    count = len(given)
    for i in range(count):
        buffer[i] = widened(given[i])
    whole = (count + LINE - 1) // LINE * LINE
    for i in range(count, whole):
        buffer[i] = -np.inf
    return buffer[:whole]
