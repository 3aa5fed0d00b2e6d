"""Kernels that only Numba can make: stores past the caches, four reads at once, exponentials.

Who imports this has looked whether Numba is here (`suites/passes.py`, `suites/pacemaker.py`).
Each runs in the thread that calls it, without Python's lock.
"""

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

WORDS = "uint64[::1]"
#: log2(e), log(2) in two parts, and the polynomial of expf in Cephes (S. Moshier), to 1 ulp.
_LOG2E, _HIGH, _LOW = (np.float32(x) for x in (1.44269504088896341, 0.693359375, -2.12194440e-4))
_POLYNOMIAL = tuple(
    np.float32(x)
    for x in (1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2,
              1.6666665459e-1, 5.0000001201e-1)
)  # fmt: skip
_C0, _C1, _C2, _C3, _C4, _C5 = _POLYNOMIAL
_ROUNDER, _ONE = np.float32(1.5 * 2**23), np.float32(1)  #: adding the first rounds to an integer


@intrinsic
def _store_past_caches(context, array, index, value):
    """LLVM's metadata `nontemporal`, which makes it a movnt on x86 and an stnp on ARM."""

    def store(context, builder, signature, given):
        into = context.make_array(signature.args[0])(context, builder, given[0])
        stored = builder.store(given[2], builder.gep(into.data, [given[1]]), align=8)
        flag = context.get_constant(types.int32, 1)
        stored.set_metadata("nontemporal", builder.module.add_metadata([flag]))
        return context.get_dummy_value()

    return types.void(array, index, value), store


@intrinsic
def _bits(context, number):
    def cast(context, builder, signature, given):
        return builder.bitcast(given[0], ir.IntType(32))

    return types.int32(types.float32), cast


@intrinsic
def _number(context, bits):
    def cast(context, builder, signature, given):
        return builder.bitcast(given[0], ir.FloatType())

    return types.float32(types.int32), cast


@njit(f"void({WORDS}, {WORDS})", nogil=True)
def copy(source, destination):
    """A line of the destination is not fetched before it is overwritten."""
    for i in range(len(source)):
        _store_past_caches(destination, np.intp(i), source[i])


@njit(f"uint64({WORDS})", nogil=True)
def read(source):
    """The quarters side by side: four streams keep more lines on their way than one."""
    quarter = len(source) // 4
    found = np.uint64(0)
    for i in range(quarter):
        found |= source[i] | source[i + quarter] | source[i + 2 * quarter] | source[i + 3 * quarter]
    for i in range(4 * quarter, len(source)):
        found |= source[i]
    return found


@njit("void(float32[::1], float32[::1])", nogil=True, fastmath={"contract"})
def exp(numbers, found):
    """Of numbers from -87 to 88: 2**n times a polynomial in what is left of them."""
    for i in range(len(numbers)):
        rounded = numbers[i] * _LOG2E + _ROUNDER
        n = rounded - _ROUNDER
        r = numbers[i] - n * _HIGH - n * _LOW
        p = ((((_C0 * r + _C1) * r + _C2) * r + _C3) * r + _C4) * r + _C5
        power = _number((_bits(rounded) << np.int32(23)) + np.int32(127 << 23))
        found[i] = (p * (r * r) + r + _ONE) * power


def assembly(kernel) -> str:
    """What *kernel* was compiled to."""
    return "\n".join(kernel.inspect_asm().values())


def stores_past_caches() -> bool:
    """Did the compiler keep the promise? Not every processor has such a store."""
    return any(name in assembly(copy) for name in ("movnt", "stnp"))
