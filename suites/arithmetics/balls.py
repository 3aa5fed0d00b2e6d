"""Tier 2, the arbiter: exact rationals where they last, balls of any precision where they end.

Rigorous (Johansson's Arb, through python-flint), and slow: about 1.4 ms for a row of 1,000
classes. The working precision is `flint.ctx.prec`, which the oracle doubles until it can decide.
"""

import numpy as np
from flint import arb, fmpq

from suites.arithmetics import Bounds

_VANISHING = 10**4  # exp of a wider gap is enclosed in (0, 2**-14000]: its exponent may not fit
_VANISHED = arb(1, 1) * arb(2) ** -14001
_INFINITESIMAL = fmpq(1, 2**4000)  # beside the exact part of a formula, a multiple of 2**-1126 / k


class Balls:
    """Magnitudes, fmpq or arb, and the sign of each."""

    def __init__(self, magnitude: np.ndarray, sign: np.ndarray | None = None) -> None:
        self.magnitude = magnitude
        self.sign = np.ones(magnitude.shape, int) if sign is None else sign

    @classmethod
    def gaps(cls, logits, top):
        exact = _each(_rational, logits)
        return cls(np.take_along_axis(exact, top[:, None], 1) - exact, np.full(exact.shape, -1))

    @classmethod
    def difference(cls, a, b):
        return _each(_rational, a) - _each(_rational, b)

    @staticmethod
    def holds_inverse(whole):
        return np.ones(whole.shape, bool)

    @staticmethod
    def ratio(a, b):
        return np.frompyfunc(lambda p, q: fmpq(int(p), int(q)), 2, 1)(a, b)

    def exp(self):
        return Balls(_each(_exp_of_minus, self.magnitude))

    def log1p(self):
        return Balls(_each(_log1p, self.magnitude))

    def __neg__(self):
        return Balls(self.magnitude, -self.sign)

    def total(self, kept):
        rows = zip(self.magnitude, kept, strict=True)
        return Balls(np.array([sum(row[mask].tolist(), fmpq(0)) for row, mask in rows], object))

    def over(self, whole, other=None):
        divisor = _each(int, whole) + (0 if other is None else other.magnitude)
        return Balls(self.magnitude / (divisor[:, None] if self.sign.ndim == 2 else divisor))

    def placed(self, mask, other):
        return Balls(
            np.where(mask, other.magnitude[:, None], self.magnitude),
            np.where(mask, other.sign[:, None], self.sign),
        )

    @staticmethod
    def bounds(exact, rest, scale):
        scale = np.broadcast_to(scale, exact.shape)
        found = np.array(
            [
                _enclosed(*entry)
                for entry in zip(
                    exact.flat, rest.magnitude.flat, rest.sign.flat, scale.flat, strict=True
                )
            ]
        ).reshape(*exact.shape, 6)
        lower, lower_side, upper, upper_side, high, low = np.moveaxis(found, -1, 0)
        sides = lower_side.astype(np.int8), upper_side.astype(np.int8)
        return Bounds((lower, sides[0]), (upper, sides[1]), high, low)


class _Masked:
    """The logit -inf, and every gap to it."""

    def __rsub__(self, other):
        return self


_MASKED = _Masked()


def _each(function, array):
    return np.frompyfunc(function, 1, 1)(array).astype(object)


def _rational(number):
    return _MASKED if number == -np.inf else fmpq(*float(number).as_integer_ratio())


def _exp_of_minus(gap):
    if gap is _MASKED:
        return fmpq(0)
    if gap == 0:
        return fmpq(1)
    return _VANISHED if gap > _VANISHING else (-arb(gap)).exp()


def _log1p(number):
    return number if number == 0 else arb(number).log1p()


def _enclosed(exact, magnitude, sign, scale):
    """Both ends of scale * (exact + sign * magnitude) as `End`s, and the middle as a pair."""
    least, most = _ends(magnitude)
    factor = _rational(scale)
    inward = 1 if least == 0 < most else 0  # the magnitude is positive: an end at 0 is open
    turned = int(sign) * ((factor > 0) - (factor < 0))
    near = factor * (exact + int(sign) * least), inward * turned
    far = factor * (exact + int(sign) * most), 0
    lower, upper = (near, far) if turned > 0 else (far, near)
    middle = (lower[0] + upper[0]) / 2
    high = _nearest(middle)
    low = _nearest(middle - _rational(high)) if np.isfinite(high) else 0.0
    return (*_end(*lower), *_end(*upper), high, low)


def _ends(magnitude):
    if isinstance(magnitude, fmpq):
        return magnitude, magnitude
    least, most = (_dyadic(end) for end in (magnitude.lower(), magnitude.upper()))
    return max(least, fmpq(0)), most


def _dyadic(end):
    mantissa, exponent = map(int, end.man_exp())
    return fmpq(mantissa * 2 ** max(exponent, 0), 2 ** max(-exponent, 0))


def _nearest(number):
    """Of Python's division of integers: correctly rounded, with gradual underflow."""
    try:
        return int(number.p) / int(number.q)
    except OverflowError:
        return np.inf if number > 0 else -np.inf


def _end(point, open_towards):
    aside = point + open_towards * _INFINITESIMAL  # an open end breaks the tie that it is
    number = _nearest(aside)
    if np.isinf(number):
        return number, -1 if number > 0 else 1
    rest = aside - _rational(number)
    return number, (rest > 0) - (rest < 0)
