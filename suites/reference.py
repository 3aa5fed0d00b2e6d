"""What is true of a case: the exact answers, as far as anyone needs them to judge by."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import cached_property

import numpy as np

from suites.formats import Format
from suites.ruling import Ruling


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
    tiers: np.ndarray  #: which tier decided: 0, 1 or 2; -1 where the table did

    def shaped(self, shape: tuple[int, ...]) -> "Reference":
        """The same numbers as an answer of another shape."""
        return self._each(lambda array: array.reshape(shape))

    def last(self) -> "Reference":
        """The last class of each row alone."""
        return self._each(lambda array: array[:, -1] if array.ndim == 2 else array)

    def _each(self, function: Callable[[np.ndarray], np.ndarray]) -> "Reference":
        def applied(noun):
            arrays = {field.name: getattr(noun, field.name) for field in fields(noun)}
            arrays = {k: function(v) for k, v in arrays.items() if isinstance(v, np.ndarray)}
            return replace(noun, **arrays)

        return replace(applied(self), ruling=applied(self.ruling))

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
