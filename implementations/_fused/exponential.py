"""exp without a branch, so that it vectorises: within 1 ulp, and times any power of two.

exp(x) = 2**n exp(r), where n is the whole number next to x / ln 2. Of ln 2 there are two parts: n
times the first is exact, and so is what that leaves of x (Cody & Waite, Software Manual for the
Elementary Functions, 1980, chapter 6). Hence x may be hundreds, and no difference of logits is
rounded beforehand. exp(r) is the polynomial of least relative error for |r| <= ln 2 / 2 among
those that begin with 1 + r; it is off by 2**-28 in float32, and by 2**-57 in float64. Together that
makes 0.90 ulp in float32, of all numbers from -387 to 256 (`suites/meta/_exponential.py`).
"""

import math

import numpy as np
from numba import njit, types
from numba.extending import overload

from implementations._fused.machine import fma, power_in

NEAR = 256.0  #: the exp of logits up to it is taken as they are; of others, less the largest
BIAS, WIDE_BIAS = 64, 512  #: 2 to it is the scale of the largest, so that far smaller are normal
_F = np.float32
_LOG2E, _HIGH, _LOW = (
    1 / math.log(2),
    *map(float.fromhex, ("0x1.62e42fefa38p-1", "0x1.ef35793c7673p-45")),
)
_LOG2E_F, _HIGH_F, _LOW_F = (
    _F(_LOG2E),
    *(_F(float.fromhex(x)) for x in ("0x1.62ep-1", "0x1.0bfbe8p-15")),
)
_ONE_F, _C2, _C3, _C4, _C5, _C6 = map(
    _F, (1, 0.49999994, 0.16666521, 0.04166839, 0.008368745, 0.001381454)
)
_W2, _W3, _W4, _W5, _W6, _W7, _W8, _W9, _W10, _W11 = (
    0.5000000000000011, 0.1666666666666641, 0.041666666666529725, 0.008333333333494976,
    0.0013888888943759965, 0.00019841269505773776, 2.480149294963387e-05, 2.7557586803895326e-06,
    2.76303062502936e-07, 2.5000018833187374e-08,
)  # fmt: skip


def scaled_exp(x, centre, shift, least):
    """exp(x - centre) times the power of two in *shift*; 0 where x - centre <= *least*, NaN of NaN.

    *shift* is `3/2 2**m + e`, m being the bits of a mantissa: added to a number it leaves in the
    lowest bits of the sum e more than the whole number next to it, which are then an exponent.
    """


def scale(kind, power):
    """*shift* and *least* for which `exp(x) 2**(bias - power)` comes out."""


def bias_of(like):
    """`BIAS` or `WIDE_BIAS`."""


@njit
def power_of(top, centre):
    """The whole number next to (top - centre) / ln 2, as float64."""
    return np.rint((np.float64(top) - np.float64(centre)) * _LOG2E)


@njit
def remainder(top, centre, power):
    """exp(top - centre) / 2**power in float64: between 0.7 and 1.42 for the power of top."""
    reduced = fma(power, -_HIGH, np.float64(top) - np.float64(centre))
    return math.exp(fma(power, -_LOW, reduced))


@overload(scaled_exp, inline="never")
def _scaled_exp(x, centre, shift, least):
    if x == types.float32:

        def narrow(x, centre, shift, least):
            d = x - centre
            d = least if d < least else d  # noqa: FURB136 so that NaN stays
            t = fma(d, _LOG2E_F, shift)
            n = t - shift
            r = fma(n, -_LOW_F, fma(n, -_HIGH_F, d))
            p = fma(fma(fma(fma(_C6, r, _C5), r, _C4), r, _C3), r, _C2)
            p = fma(fma(p, r, _ONE_F), r, _ONE_F)
            return p * power_in(t)

        return narrow

    def wide(x, centre, shift, least):
        d = x - centre
        d = least if d < least else d  # noqa: FURB136
        t = fma(d, _LOG2E, shift)
        n = t - shift
        r = fma(n, -_LOW, fma(n, -_HIGH, d))
        p = fma(fma(fma(fma(_W11, r, _W10), r, _W9), r, _W8), r, _W7)
        p = fma(fma(fma(fma(fma(p, r, _W6), r, _W5), r, _W4), r, _W3), r, _W2)
        p = fma(fma(p, r, 1.0), r, 1.0)
        return p * power_in(t)

    return wide


@overload(scale)
def _scale(like, power):
    if like.dtype == types.float32:

        def narrow(like, power):
            exponent = 127 + BIAS - power
            return _F(12582912.0 + exponent), _F(-exponent / _LOG2E)

        return narrow

    def wide(like, power):
        exponent = 1023 + WIDE_BIAS - power
        return 6755399441055744.0 + exponent, -exponent / _LOG2E

    return wide


@overload(bias_of)
def _bias_of(like):
    found = BIAS if like.dtype == types.float32 else WIDE_BIAS
    return lambda like: found
