"""Part of a ray: the points of a scan, those between two of them, and the cases that they make."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from suites import case
from suites.case import Case

ROWS = 4  #: of each point, where there are twice as many

Points = tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Stretch:
    """All at one shape, so that what is compiled is compiled once.

    The points are rows of one case, as many as fit: where rows disturb each other, a point breaks
    that would not alone. It has the same rows, but for its parameter, wherever it stands.
    """

    shape: tuple[int, int]
    targets: np.ndarray  #: of the rows of a point
    draw: Callable[[np.ndarray], np.ndarray]  #: (points, 1, 1) in, (points, rows, classes) out
    begin: float
    end: float
    snap: Callable[[np.ndarray], np.ndarray]  #: to the nearest parameters that there are
    step: float = 2**0.5  #: from point to point of a scan
    padded: bool = False  #: with classes at -inf, which are meant to be absent
    fine: float = 2.0**-16  #: of a parameter: points that are nearer are not told apart

    @property
    def room(self) -> int:
        """Points of one case."""
        return max(self.shape[0] // len(self.targets), 1)

    def scan(self) -> Iterator[Points]:
        """A geometric scan, as many points at a time as there is room for; the last is the end."""
        steps = np.arange(np.ceil(np.log(self.end / self.begin) / np.log(self.step)))
        points = self._points(np.append(self.begin * self.step**steps, self.end))
        for first in range(0, len(points), self.room):
            yield points[first : first + self.room]

    def between(self, good: float, bad: float) -> Points:
        """As many points as there is room for, and none where the two are neighbours."""
        if bad - good <= self.fine * bad:
            return ()
        inner = self._points(np.geomspace(good, bad, self.room + 2))
        return tuple(point for point in inner if good < point < bad)

    def case(self, points: Points, ray: str, dtype: str) -> Case:
        """Of up to `room` points; the last one is repeated until the shape is filled."""
        filled = np.array([*points, *[points[-1]] * (self.room - len(points))])
        logits = self.draw(filled[:, None, None]).reshape(-1, self.shape[1])
        rows = np.minimum(np.arange(self.shape[0]), len(logits) - 1)
        targets = np.resize(self.targets, len(logits))
        return case.of(logits[rows], targets[rows], dtype, ray)

    def worst(self, rungs: np.ndarray, points: Points) -> list[int]:
        """Of the rungs of all entries of an answer, that of each point."""
        rows = rungs[: self.room * len(self.targets)].reshape(self.room, -1)
        return rows.max(axis=1, initial=0)[: len(points)].tolist()

    def _points(self, parameters: np.ndarray) -> Points:
        return tuple(np.unique(self.snap(parameters)).tolist())


def rows(shape: tuple[int, int]) -> tuple[int, int]:
    """The shape of the rows of one point."""
    return min(ROWS, max(shape[0] // 2, 1)), shape[1]
