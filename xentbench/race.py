"""A heat: all who answer rightly at one place, timed round by round in random order."""

import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import numpy as np

from implementations import Unavailable, Unsupported
from reports._intervals import interval
from suites.judgement import WrongAnswer
from suites.subject import Crashed
from xentbench.lanes import PREPARED, Lane
from xentbench.pace import Pace
from xentbench.plan import Cell, numbers

SETTLED = 0.02  #: half the interval of a paired ratio, as a share of it: good enough to stop
LEAST, USUAL, MOST = 10, 20, 200  #: rounds: where they agree, where they do not, and at all
LONG = 4.0  #: seconds in rounds after which the least have to do


@dataclass(frozen=True)
class Patience:
    """How long a runner whose ratio does not settle stays in a heat."""

    rounds: int = 0  #: fewer than these are never enough, settled or not
    seconds: float = 1.0


@dataclass
class Runner:
    """One implementation in one heat: what its lane said at the start, and its samples."""

    lane: Lane
    start: Mapping[str, Any]
    samples: dict[int, Mapping[str, float]] = field(default_factory=dict)  #: by round
    spent: float = 0.0  #: seconds in its rounds

    def done(self, patience: Patience) -> bool:
        rounds = len(self.samples)
        if rounds < max(LEAST, patience.rounds):
            return False
        if rounds >= MOST or self.spent >= LONG:
            return True
        if rounds >= USUAL and self.spent >= patience.seconds:
            return True
        return self.settled

    def take(self, number: int) -> None:
        """One round. Raises what its lane does."""
        before = self.lane.spent
        self.samples[number] = self.lane.ask("sample")
        self.spent += self.lane.spent - before

    @property
    def settled(self) -> bool:
        return self.ratio.spread <= SETTLED

    @property
    def ratio(self):
        """The interval of its time over that of the yardstick, paired by round."""
        return interval([s["seconds"] / s["yardstick"] for s in self.samples.values()])


def heat(
    lanes: Mapping[Cell, Lane],
    question: str,
    seed: int,
    gate: Callable[[Cell, list[np.ndarray]], None],
    patience: Patience | None,
    say: Callable[[str], None],
    pace: Pace | None = None,
) -> dict[Cell, Runner | Exception]:
    """What came of each cell: a runner, or what kept it from being timed.

    The *gate* judges the answers of a cell, losses first, and raises `WrongAnswer`. It is given
    the first answer, the last in the last round, and one more; without *patience*
    the first alone, and there are no rounds. In each of them *pace* is taken too, at any place.
    """
    found: dict[Cell, Runner | Exception] = {}
    for cell, lane in lanes.items():
        say(f"{question} {cell.dtype} {cell.shape}: {cell.implementation}")
        with _caught(found, cell):
            start = lane.ask("prepare", PREPARED, question=question, seed=seed, **_place(cell))
            gate(cell, _answers(lane))
            found[cell] = Runner(lane, start)
    if patience is not None:
        if pace is not None:
            pace.prepare()
        _rounds(found, patience, random.Random(seed), say, pace)
        if pace is not None:
            pace.clear()
        for cell, runner in _running(found):
            with _caught(found, cell):
                gate(cell, _answers(runner.lane))
                runner.lane.ask("again")
                gate(cell, _answers(runner.lane))
    for cell, lane in lanes.items():
        with _caught({}, cell):
            lane.ask("clear")
    return found


def _rounds(
    found: dict[Cell, Any], patience: Patience, draw: random.Random, say: Callable[[str], None],
    pace: Pace | None,
) -> None:  # fmt: skip
    beside: list[tuple[Cell | None, Any]] = [] if pace is None else [(None, pace)]
    for number in count():
        running = [(cell, runner) for cell, runner in _running(found) if not runner.done(patience)]
        if not running:
            return
        field = [*running, *beside]
        draw.shuffle(field)
        for cell, each in field:
            if cell is None:
                each.take(number)
                continue
            say(f"{cell.dtype} {cell.shape}: round {number + 1}, {len(running)} running")
            with _caught(found, cell):
                each.take(number)


def _running(found) -> Iterator[tuple[Cell, Runner]]:
    return ((c, runner) for c, runner in list(found.items()) if isinstance(runner, Runner))


@contextmanager
def _caught(found: dict[Cell, Any], cell: Cell) -> Iterator[None]:
    """What is the implementation's own doing takes it, and nobody else, out of the heat."""
    try:
        yield
    except (WrongAnswer, Crashed, Unsupported, Unavailable) as error:
        found[cell] = error


def _place(cell: Cell) -> dict[str, Any]:
    return {
        "loss": cell.loss, "regime": cell.regime, "dtype": cell.dtype,
        "shape": numbers(cell.shape), "device": cell.device,
    }  # fmt: skip


def _answers(lane: Lane) -> list[np.ndarray]:
    return [np.frombuffer(raw).reshape(shape) for raw, shape in lane.ask("answers")]
