"""Inputs for the clock: a small case that can be judged, repeated to full size, never twice alike.

A block of rows is drawn and judged like any case. Row r of the full input is row r modulo the
block's, with its classes shifted cyclically: further for every block, and further for every
*turn*, in which another row comes first too. So an answer to one input is none to the next, and
no input repeats another in as many turns as the block has entries. A loss does not depend on the
order of the classes, and its gradient moves with them: the block's exact values are those of all.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from suites.case import UPSTREAM, Case

ENTRIES = 2**20  #: of a block, about: certified gradients of more would take seconds
ROTATING = 2**26  #: bytes of logits that take turns: more than the caches that a core has alone
FEWEST, MOST = 2, 16  #: inputs
STRIDE = 7919  #: classes by which a turn shifts: prime, so that it takes all turns to come round


def block(shape: tuple[int, int]) -> tuple[int, int]:
    """The shape of the case to draw for a full input of *shape*.

    As many rows as the upstream gradients repeat after, or twice as many.
    """
    rows, classes = shape
    period = len(UPSTREAM)
    return min(rows, 2 * period if 2 * period * classes <= ENTRIES else period), classes


def turns(size: int) -> int:
    """How many inputs take turns that have so many bytes each."""
    return max(FEWEST, min(MOST, ROTATING // size))


@dataclass(frozen=True, eq=False)
class Rotation:
    """The full inputs of *num_examples* rows that are made of *case*."""

    case: Case
    num_examples: int

    @property
    def shape(self) -> tuple[int, int]:
        return self.num_examples, self.case.logits.shape[1]

    @cached_property
    def _logits(self) -> np.ndarray:
        return self.case.logits.astype(self.case.dtype)  # exact: they were rounded when drawn

    def turned(self, turn: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Logits in the dtype of the case, targets and upstream gradient: fresh arrays."""
        rows, classes = self.case.logits.shape
        starts, first = range(0, self.num_examples, rows), self._first(turn)
        logits = np.concatenate(
            [np.roll(self._logits, (-first, self._shift(start, turn)), (0, 1)) for start in starts]
        )
        targets = np.roll(self.case.targets, -first)
        targets = np.concatenate([(targets + self._shift(s, turn)) % classes for s in starts])
        upstream = np.resize(np.roll(self.case.upstream, -first), self.num_examples)
        return logits[: self.num_examples], targets[: self.num_examples], upstream

    def sampled(self, turn: int, draw: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """For each row of the block one of its repetitions, and how far that one is shifted."""
        rows = len(self.case.logits)
        places = (np.arange(rows) - self._first(turn)) % rows
        last = (self.num_examples - 1 - places) // rows
        found = places + rows * draw.integers(0, last + 1)
        return found, np.array([self._shift(row - row % rows, turn) for row in found])

    def _shift(self, start: int, turn: int) -> int:
        rows, classes = self.case.logits.shape
        moved = turn % rows + turn // rows
        return (start // rows + moved * (STRIDE % classes or 1)) % classes

    def _first(self, turn: int) -> int:
        """The row of the block that comes first."""
        return turn % len(self.case.logits)


def unshifted(gradients: np.ndarray, shifts: np.ndarray) -> np.ndarray:
    """Rows of gradients with their classes in the order of the block."""
    return np.stack([np.roll(row, -shift) for row, shift in zip(gradients, shifts, strict=True)])
