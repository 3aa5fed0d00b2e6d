"""What a sweep counts: errors by powers of two, and the largest with its input.

Numbers of rows are added and the worst is the worst of all, so that parts merge into the same
whole in any order and however it was cut.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

LOWEST = -1  #: of the powers: what is correctly rounded is within 2**-1 ulp
EXCEPTIONAL = "exceptional"  #: a wrong NaN or infinity, or a negative loss
_NONE = 2**15  #: stands for no power of two


@dataclass(frozen=True)
class Tally:
    """Of the answers to some inputs of a sweep."""

    rows: int = 0
    handed_on: int = 0  #: to the tiers of the oracle, which the quick one could not decide
    #: By what an error is at most: "2**3" is above 4 ulp and at most 8, "2**-1" correctly rounded.
    bins: Counter[str] = field(default_factory=Counter)
    largest: float = -1.0  #: error in ulp; infinite where it is exceptional
    at: int = -1  #: the first input on which it is, by its number

    def __add__(self, other: "Tally") -> "Tally":
        worst = max(self, other, key=lambda one: (one.largest, -one.at))
        rows, handed_on = self.rows + other.rows, self.handed_on + other.handed_on
        return Tally(rows, handed_on, self.bins + other.bins, worst.largest, worst.at)

    def plain(self) -> dict[str, Any]:
        """As JSON: the largest as a hex float, so that no bit of it is lost."""
        return vars(self) | {"bins": dict(sorted(self.bins.items())), "largest": self.largest.hex()}

    @classmethod
    def parse(cls, told: dict[str, Any]) -> "Tally":
        largest = float.fromhex(told["largest"])
        return cls(**told | {"bins": Counter(told["bins"]), "largest": largest})


def counted(numbers: np.ndarray, error: np.ndarray, nearest: np.ndarray, handed_on: int) -> Tally:
    """Of inputs by their *numbers*: errors in ulp, and whether each is correctly rounded."""
    powers, counts = np.unique(bins(error, nearest), return_counts=True)
    names = (EXCEPTIONAL if power == _NONE else f"2**{power}" for power in powers)
    most = error.max()
    return Tally(
        rows=len(numbers),
        handed_on=handed_on,
        bins=Counter(dict(zip(names, counts.tolist(), strict=True))),
        largest=float(most),
        at=int(numbers[error == most].min()),
    )


def bins(error: np.ndarray, nearest: np.ndarray) -> np.ndarray:
    """The powers of two that errors are at most; a number of its own for what is infinite."""
    mantissa, exponent = np.frexp(np.where(np.isfinite(error), error, 1.0))
    powers = np.maximum(exponent - (mantissa == 0.5), LOWEST + 1)
    return np.where(np.isfinite(error), np.where(nearest, LOWEST, powers), _NONE)


def total(parts: Iterable[Tally]) -> Tally:
    return sum(parts, Tally())
