"""The exponential of a gap, to the last bit or two, from multiplications and additions alone.

`tl.exp` of float32 is `ex2.approx` of the rounded product with log2(e) (Triton, its
ElementwiseOpToLLVM.cpp, ExpOpConversionApprox): that product alone is off by |x| / 2 ulp of the
result, 30 at -60. `libdevice.exp` flushes subnormal numbers where Triton lets it and does not run
under the interpreter. So for float32 it is written out here. Of float64 `tl.exp` is libdevice's,
which is within an ulp, and for formats of 16 bits the approximation has 8 bits more than they need.
"""

import triton
import triton.language as tl

LOG2_E = tl.constexpr(1.4426950408889634)
#: ln 2 in two parts, of which the first has 9 zeros at the end: times a whole number it is exact.
LN2_HIGH = tl.constexpr(0.693145751953125)
LN2_LOW = tl.constexpr(1.428606765330187e-06)
#: Added and subtracted, it leaves the nearest whole number; its own last bits hold that too.
ROUNDING = tl.constexpr(12582912.0)


@triton.jit
def exp_gap(x, shift, SHORT: tl.constexpr):
    """exp(x - shift), which is 0 far below; *x* may be -inf, and NaN is handed on.

    The rounding error of the subtraction is added back (Knuth's TwoSum): at a gap of 80 it alone
    would be worth 40 ulp. Beyond the largest finite gap there is none, and nothing to add.
    """
    gap = x - shift
    if SHORT:
        return tl.exp2(gap * LOG2_E)
    back = gap - x
    rest = (x - (gap - back)) - (shift + back)
    if x.dtype == tl.float64:
        below = gap < -700.0
        y = tl.exp(gap)
        return tl.where(below, 0.0, y + y * tl.where(below, 0.0, rest))
    else:
        return _exp_pair(gap, rest)


@triton.jit
def _exp_pair(gap, rest):
    """exp(gap + rest) of float32: 2**n exp(r) with |r| <= ln(2) / 2.

    The polynomial is that of Moshier's Cephes, `expf`.
    """
    below = gap < -86.0
    gap = tl.where(below, 0.0, gap)
    rest = tl.where(below, 0.0, rest)
    rounded = gap * LOG2_E + ROUNDING
    n = rounded - ROUNDING
    r = ((gap - n * LN2_HIGH) - n * LN2_LOW) + rest
    p = 1.9875691500e-4 * r + 1.3981999507e-3
    p = p * r + 8.3334519073e-3
    p = p * r + 4.1665795894e-2
    p = p * r + 1.6666665459e-1
    p = p * r + 5.0000001201e-1
    y = 1.0 + (r + r * r * p)
    power = (rounded.to(tl.int32, bitcast=True) << 23) + 0x3F800000
    return tl.where(below, 0.0, y * power.to(tl.float32, bitcast=True))


@triton.jit
def log1p(x):
    """Of float64, by Kahan's quotient with the logarithm: the rounding of 1 + x cancels."""
    u = 1.0 + x
    near = u == 1.0
    y = tl.log(u) * (x / tl.where(near, 1.0, u - 1.0))
    return tl.where(near, x, tl.where(u == float("inf"), u, y))
