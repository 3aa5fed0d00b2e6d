"""Tier 2, the arbiter: exact rationals where they last, balls of any precision where they end.

Rigorous (Johansson's Arb, through python-flint), and slow: about 1.4 ms for a row of 1,000
classes. The working precision is `flint.ctx.prec`, which the oracle doubles until it can decide.
"""

import numpy as np
from flint import arb, fmpq

from suites.arithmetics import Bounds
from suites.arithmetics.rationals import MASKED, enclosed, quotients, rational
from suites.arithmetics.reals import Reals

_VANISHING = 10**4  # exp of a wider gap is enclosed in (0, 2**-14000]: its exponent may not fit
_VANISHED = arb(1, 1) * arb(2) ** -14001


class Balls(Reals):
    """Magnitudes, fmpq or arb, and the sign of each: 0 where it is the magnitude's own."""

    @classmethod
    def gaps(cls, logits, top):
        exact = _each(rational, logits)
        return cls(np.take_along_axis(exact, top[:, None], 1) - exact, np.full(exact.shape, -1))

    @classmethod
    def difference(cls, a, b):
        return _each(rational, a) - _each(rational, b)

    @staticmethod
    def holds_inverse(whole):
        return np.ones(whole.shape, bool)

    @staticmethod
    def ratio(a, b):
        return np.frompyfunc(lambda p, q: fmpq(int(p), int(q)), 2, 1)(a, b)

    @staticmethod
    def fractions(numbers, whole):
        return _each(rational, numbers) / whole

    @staticmethod
    def of_fractions(fractions):
        return fractions.sum(1)

    def times(self, factor):
        return Balls(self.magnitude * factor, self.sign)

    @staticmethod
    def mixed(fractions, gaps, rest):
        return _dropping(fractions, gaps.magnitude).sum(1), rest

    @staticmethod
    def less(exact, rest, total, fractions):
        return exact * total[:, None] - fractions, rest.times(total[:, None])

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
    def totalled(exact, rest, scale, whole):
        factors = quotients(scale, whole)
        return Balls.ended(
            *(
                np.array([sum((factors * part).tolist(), fmpq(0))], object)
                for part in (exact, rest.magnitude * rest.sign)
            )
        )

    @staticmethod
    def crossed(exact, rest, scale, rows):
        factors = quotients(scale, 1.0)[:, None] * _each(rational, rows)
        return Balls.ended(*(part.T @ factors for part in (exact, rest.magnitude * rest.sign)))

    @staticmethod
    def bounds(exact, rest, scale):
        scale = np.broadcast_to(scale, exact.shape)
        found = np.array(
            [
                enclosed(*entry)
                for entry in zip(
                    exact.flat, rest.magnitude.flat, rest.sign.flat, scale.flat, strict=True
                )
            ]
        ).reshape(*exact.shape, 6)
        lower, lower_side, upper, upper_side, high, low = np.moveaxis(found, -1, 0)
        sides = lower_side.astype(np.int8), upper_side.astype(np.int8)
        return Bounds((lower, sides[0]), (upper, sides[1]), high, low)


#: The product, but 0 where the first is, whatever the second.
_dropping = np.frompyfunc(lambda one, other: one * other if one else fmpq(0), 2, 1)


def _each(function, array):
    return np.frompyfunc(function, 1, 1)(array).astype(object)


def _exp_of_minus(gap):
    if gap is MASKED:
        return fmpq(0)
    if gap == 0:
        return fmpq(1)
    return _VANISHED if gap > _VANISHING else (-arb(gap)).exp()


def _log1p(number):
    return number if number == 0 else arb(number).log1p()
