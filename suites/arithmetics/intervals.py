"""Tier 0: intervals of float64, a row at a time with `math.fsum`. Decides 24 bits and fewer.

Rests on one assumption: NumPy's float64 exp and log1p err by at most 2 ulp. They were measured
below 0.83 ulp; `suites/meta` samples them against balls.
"""

import math
from itertools import chain

import numpy as np

from suites.arithmetics import Bounds, ExactPairs, end_of, scaled_exactly, two_sum

PRECISION = 24  #: bits of the widest format that this tier is asked about

_LIBRARY = 6 * 2.0**-53  # 2 ulp of the function and the rounding of the widening itself
_TINY = 2.0**-1072  # the same for subnormal numbers
_UP, _DOWN = np.inf, -np.inf


class Intervals(ExactPairs):
    def __init__(self, lower: np.ndarray, upper: np.ndarray) -> None:
        self.lower, self.upper = lower, upper

    @classmethod
    def gaps(cls, logits, top):
        number, error = two_sum(logits, -np.take_along_axis(logits, top[:, None], 1))
        exact = (error == 0) | np.isneginf(logits)
        below, above = np.nextafter(number, _DOWN), np.nextafter(number, _UP)
        return cls(
            np.where(exact | (error > 0), number, below),
            np.where(exact | (error < 0), number, above),
        )

    def exp(self):
        exact = (self.lower == self.upper) & ((self.lower == 0) | np.isneginf(self.lower))
        lower, upper = np.exp(self.lower), np.exp(self.upper)
        return Intervals(
            np.where(exact, lower, (lower * (1 - _LIBRARY) - _TINY).clip(0)),
            np.where(exact, upper, upper * (1 + _LIBRARY) + _TINY),
        )

    def log1p(self):
        lower = (np.log1p(self.lower) * (1 - _LIBRARY) - _TINY).clip(0)
        upper = np.log1p(self.upper) * (1 + _LIBRARY) + _TINY
        return Intervals(lower, np.where(self.upper == 0, 0.0, upper))

    def __neg__(self):
        return Intervals(-self.upper, -self.lower)

    def total(self, kept):
        def sums(ends, towards):
            terms = np.where(kept, ends, 0.0)
            if terms.shape[1] <= 2:  # one addition is rounded once
                rounded = terms.sum(1)
            else:
                rounded = np.array([math.fsum(row) for row in terms.tolist()])
            return np.where(rounded == 0, 0.0, np.nextafter(rounded, towards))

        return Intervals(sums(self.lower, _DOWN), sums(self.upper, _UP))

    def over(self, whole, other=None):
        if other is None:
            least = most = whole
        else:
            least = np.nextafter(whole + other.lower, _DOWN)
            most = np.nextafter(whole + other.upper, _UP)
        if self.lower.ndim == 2:
            least, most = least[:, None], most[:, None]
        lower, upper = np.nextafter(self.lower / most, _DOWN), np.nextafter(self.upper / least, _UP)
        return Intervals(lower.clip(0), np.where(self.upper == 0, 0.0, upper))

    def placed(self, mask, other):
        return Intervals(
            np.where(mask, other.lower[:, None], self.lower),
            np.where(mask, other.upper[:, None], self.upper),
        )

    @classmethod
    def fractions(cls, numbers, whole):
        found = numbers / whole
        exact = (numbers == 0) | (whole == 1)
        return cls(
            np.where(exact, found, np.nextafter(found, _DOWN)),
            np.where(exact, found, np.nextafter(found, _UP)),
        )

    @staticmethod
    def of_fractions(fractions):
        return fractions.total(True)

    def times(self, factor):
        lower, upper = self.lower * factor.lower, self.upper * factor.upper
        none = (self.upper == 0) | (factor.upper == 0)
        return Intervals(
            np.where(none, 0.0, np.nextafter(lower, _DOWN).clip(0)),
            np.where(none, 0.0, np.nextafter(upper, _UP)),
        )

    @classmethod
    def mixed(cls, fractions, gaps, rest):
        products = (-gaps).times(fractions).total(True)
        lower = np.nextafter(products.lower + rest.lower, _DOWN).clip(0)
        upper = np.nextafter(products.upper + rest.upper, _UP)
        return _nothing(lower), cls(lower, np.where(products.upper + rest.upper == 0, 0.0, upper))

    @classmethod
    def less(cls, exact, rest, total, fractions):
        """The quotient of a `ratio` may be off by half an ulp here."""
        ends = []
        for part, factor, less, towards in (
            (rest.lower, total.lower, fractions.upper, _DOWN),
            (rest.upper, total.upper, fractions.lower, _UP),
        ):
            probs = np.nextafter(np.nextafter(exact[0], towards) + part, towards).clip(0)
            product = np.nextafter(probs * factor[:, None], towards)
            ends.append(np.nextafter(product - less, towards))
        return _nothing(ends[0]), cls(*ends)

    @classmethod
    def totalled(cls, exact, rest, scale, whole):
        high, low = scaled_exactly(exact, scale)
        ends = cls(rest.lower * scale, rest.upper * scale)
        sums = []
        for end, towards in ((ends.lower, _DOWN), (ends.upper, _UP)):
            terms = (high, low, np.where(end == 0, end, np.nextafter(end, towards)))
            total = math.fsum(chain.from_iterable(term.tolist() for term in terms))
            sums.append(np.nextafter(np.full(1, total), towards).clip(0))
        return _nothing(sums[0]), cls(*sums).over(np.full(1, whole))

    @staticmethod
    def bounds(exact, rest, scale):
        exact = scaled_exactly(exact, scale)
        ends = [rest.lower * scale, rest.upper * scale]
        lower, upper = np.minimum(*ends), np.maximum(*ends)
        sign = np.sign(rest.lower + rest.upper) * np.sign(scale)  # a product may underflow
        lower = np.where((lower == 0) & (sign >= 0), 0.0, np.nextafter(lower, _DOWN))
        upper = np.where((upper == 0) & (sign <= 0), 0.0, np.nextafter(upper, _UP))
        middle = lower + (upper - lower) / 2
        high, low = two_sum(exact[0], exact[1] + middle)
        return Bounds(
            end_of(*exact, lower, open_towards=(lower == 0) & (upper > 0)),
            end_of(*exact, upper, open_towards=-1 * ((upper == 0) & (lower < 0))),
            high,
            low,
        )


def _nothing(like):
    return np.zeros(like.shape), np.zeros(like.shape)
