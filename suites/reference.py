"""What is true of a case: the exact answers, as far as anyone needs them to judge by."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from suites.formats import Format
from suites.nonfinite import Ruling


@dataclass(frozen=True, eq=False)
class Reference:
    """Exact values high + low, and what a number of the format can be to them.

    All arrays have the shape of the answer: (rows,) for values, (rows, classes) for gradients.
    """

    format: Format
    losses: bool  #: losses, which are never negative; or gradients
    high: np.ndarray  #: the float64 nearest to the exact value
    low: np.ndarray  #: what it leaves out, to about 2**-90 of it (2**-45 where a tier sufficed)
    nearest: np.ndarray  #: the exact value, correctly rounded to the format
    side: np.ndarray  #: the sign of exact - nearest
    condition: np.ndarray  #: with respect to the gaps; 0 where the exact value is
    lenient: np.ndarray  #: where the verdict "absolute" is open to normal numbers
    unit: np.ndarray  #: what an absolute error is measured beside: 1 times the weight of the row
    ruling: Ruling  #: the rows of the non-finite table, where the fields above do not count
    tiers: np.ndarray  #: (rows,) which tier decided: 0, 1 or 2; -1 where the table did

    @cached_property
    def neighbours(self) -> tuple[np.ndarray, np.ndarray]:
        """The largest number of the format at most, the smallest at least, the exact value."""
        down, _, up = self.format.bracket(self.nearest, self.side)
        return down, up

    @cached_property
    def ulp(self) -> np.ndarray:
        # Just below a power of two, seen from zero, the spacing is the finer one.
        below = (self.high == self.nearest) & (self.high * self.side < 0)
        return self.format.ulp(np.where(below, np.nextafter(self.high, 0.0), self.high))
