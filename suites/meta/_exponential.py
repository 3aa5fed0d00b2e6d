"""The error of the exponential of `implementations._fused`, swept over floats by their bits.

`python -m suites.meta._exponential` sweeps all float32 from -387 to 256, which takes a minute.
"""

import math

import numpy as np
from numba import njit, types

from implementations._fused.exponential import BIAS, NEAR, power_of, scale, scaled_exp
from implementations._fused.machine import bitcast

LEAST = -387.0  #: 2**-190 times exp of the lowest logit that is taken as it is


@njit
def sweep(first, last, step):
    """The largest error, in ulp of the true value, of float32 by their bits, and where it is."""
    worst, where = 0.0, first
    like, centre = np.empty(1, np.float32), np.float32(0)
    for bits in range(first, last, step):
        x = bitcast(np.int32(bits), types.float32)
        power = power_of(x, centre)
        shift, least = scale(like, power)
        found = np.float64(scaled_exp(x, centre, shift, least))
        exact = math.exp(np.float64(x))
        error = abs(math.ldexp(found, int(power) - BIAS) - exact)
        error = math.ldexp(error, 24 - math.frexp(exact)[1])
        if error > worst:
            worst, where = error, bits
    return worst, where


def ranges():
    """The bits of float32 from 0 to `NEAR`, and from -0 to `LEAST`."""
    for x in (NEAR, LEAST):
        sign = -(2**31) if x < 0 else 0
        yield sign, sign + int(np.float32(abs(x)).view(np.int32)) + 1


if __name__ == "__main__":
    for bounds in ranges():
        worst, where = sweep(*bounds, 1)
        print(f"{worst:.4f} ulp at {float(np.int32(where).view(np.float32)).hex()}")
