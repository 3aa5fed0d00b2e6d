"""Medians of few noisy samples, with intervals that assume nothing about the noise."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Interval:
    """A median, and where that of endlessly many samples lies with 95 % confidence."""

    median: float
    low: float
    high: float

    @property
    def spread(self) -> float:
        """Half of its width, as a share of the median."""
        return (self.high - self.low) / (2 * self.median)


def interval(samples: Sequence[float]) -> Interval:
    """Of independent *samples*, by order statistics: exact whatever their distribution.

    Of fewer than six no two enclose the median with 95 % confidence: then the smallest and the
    largest are given. Source: David & Nagaraja, Order Statistics, 3rd ed. (2003), section 7.1.
    """
    ordered = sorted(samples)
    outside = _outside(len(ordered))
    return Interval(median(ordered), ordered[outside], ordered[-1 - outside])


def paired(one: Mapping[int, float], other: Mapping[int, float]) -> Interval | None:
    """*one* over *other*, in the rounds that both have; None where there is none.

    Whatever slows the machine in a round slows both, and their ratio forgets it.
    """
    ratios = [one[number] / other[number] for number in one.keys() & other.keys()]
    return interval(ratios) if ratios else None


def quantile(samples: Sequence[float], share: float) -> float:
    """The sample at *share* of the way from the smallest to the largest."""
    ordered = sorted(samples)
    return ordered[round(share * (len(ordered) - 1))]


@cache
def _outside(number: int) -> int:
    """How many samples may be left out at each end: P(Binomial(n, 1/2) <= k) <= 2.5 %."""
    tail, outside = 0.0, 0
    for k in range(number // 2):
        tail += math.comb(number, k) / 2**number
        if tail > (1 - CONFIDENCE) / 2:
            break
        outside = k
    return outside
