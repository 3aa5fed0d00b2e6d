"""Tier 2 for formulas of any kind: real numbers of either sign, each an fmpq or an arb.

They are object arrays, so that Python's operators do the rest. What is exact stays so where the
function has an exact value there, and everything else becomes a ball.
"""

import numpy as np
from flint import arb, fmpq

from suites.arithmetics.rationals import rational, signed


def _elementwise(function):
    def applied(x):
        return np.frompyfunc(function, 1, 1)(x).astype(object)

    return staticmethod(applied)


class Reals:
    def __init__(self, magnitude: np.ndarray, sign: np.ndarray | None = None) -> None:
        self.magnitude = magnitude
        self.sign = np.ones(magnitude.shape, int) if sign is None else sign

    @classmethod
    def ended(cls, exact, rest):
        """Rationals and the numbers beside them as the pair in which a formula ends."""
        exact, rest = np.broadcast_arrays(exact, rest)
        magnitude, sign = np.frompyfunc(signed, 1, 2)(rest)
        return exact, cls(magnitude, sign.astype(int))

    exactly = _elementwise(rational)
    exp_of = _elementwise(lambda x: arb(x).exp() if x != 0 else fmpq(1))
    expm1_of = _elementwise(lambda x: arb(x).expm1() if x != 0 else x)
    log_of = _elementwise(lambda x: arb(x).log() if x != 1 else fmpq(0))
    log1p_of = _elementwise(lambda x: arb(x).log1p() if x != 0 else x)
    tanh_of = _elementwise(lambda x: arb(x).tanh() if x != 0 else x)
    sech_of = _elementwise(lambda x: arb(x).sech() if x != 0 else fmpq(1))

    @staticmethod
    def power_of(x, exponent):
        """Of numbers that are positive, or 0 where the exponent is."""
        power = arb(fmpq(*float(exponent).as_integer_ratio()))
        return np.frompyfunc(lambda y: arb(y) ** power if exponent else fmpq(1), 1, 1)(x)
