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
from xentbench.plan import Asked, Cell, numbers

SETTLED = 0.02  #: half the interval of a paired ratio, as a share of it: good enough to stop
LEAST, USUAL, MOST = 10, 12, 200  #: rounds: where they agree, where they do not, and at all
LONG = 10  #: times its patience, after which the least rounds have to do


@dataclass(frozen=True)
class Patience:
    """How long a runner whose ratio does not settle stays in a heat."""

    rounds: int = 0  #: fewer than these are never enough, settled or not
    seconds: float = 1.0


@dataclass
class Runner:
    """One implementation asked one question in a heat: what its lane said first, its samples."""

    lane: Lane
    start: Mapping[str, Any]
    samples: dict[int, Mapping[str, float]] = field(default_factory=dict)  #: by round
    spent: float = 0.0  #: seconds in its rounds

    def done(self, patience: Patience) -> bool:
        rounds = len(self.samples)
        if rounds < max(LEAST, patience.rounds):
            return False
        if rounds >= MOST or self.spent > LONG * patience.seconds:
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
    lanes: Mapping[Asked, Lane],
    seed: int,
    gate: Callable[[Asked, list[np.ndarray]], None],
    patience: Patience | None,
    say: Callable[[str], None],
    pace: Pace | None = None,
) -> dict[Asked, Runner | Exception]:
    """What came of each who was asked: a runner, or what kept it from being timed.

    Where questions share the heat, who answers two of them runs twice, in two lanes.
    The *gate* judges the answers of each, losses first, and raises `WrongAnswer`. It is given
    the first answer, the last in the last round, and one more; without *patience*
    the first alone, and there are no rounds. In each of them *pace* is taken too, at any place.
    """
    found: dict[Asked, Runner | Exception] = {}
    for asked, lane in lanes.items():
        question, cell = asked
        say(f"{question} {cell.dtype} {cell.shape}: {cell.implementation}")
        with caught(found, asked):
            start = lane.ask("prepare", PREPARED, question=question, seed=seed, **_place(cell))
            gate(asked, _answers(lane))
            found[asked] = Runner(lane, start)
    if patience is not None:
        if pace is not None:
            pace.prepare()
        _rounds(found, patience, random.Random(seed), say, pace)
        if pace is not None:
            pace.clear()
        for asked, runner in _running(found):
            with caught(found, asked):
                gate(asked, _answers(runner.lane))
                runner.lane.ask("again")
                gate(asked, _answers(runner.lane))
    for asked, lane in lanes.items():
        with caught({}, asked):
            lane.ask("clear")
    return found


@contextmanager
def caught(found: dict[Asked, Any], asked: Asked) -> Iterator[None]:
    """What is the implementation's own doing takes it, and nobody else, out of the heat."""
    try:
        yield
    except (WrongAnswer, Crashed, Unsupported, Unavailable) as error:
        found[asked] = error


def _rounds(
    found: dict[Asked, Any], patience: Patience, draw: random.Random, say: Callable[[str], None],
    pace: Pace | None,
) -> None:  # fmt: skip
    beside: list[tuple[Asked | None, Any]] = [] if pace is None else [(None, pace)]
    for number in count():
        running = [(asked, run) for asked, run in _running(found) if not run.done(patience)]
        if not running:
            return
        field = [*running, *beside]
        draw.shuffle(field)
        for asked, each in field:
            if asked is None:
                each.take(number)
                continue
            _, cell = asked
            say(f"{cell.dtype} {cell.shape}: round {number + 1}, {len(running)} running")
            with caught(found, asked):
                each.take(number)


def _running(found) -> Iterator[tuple[Asked, Runner]]:
    return ((asked, run) for asked, run in list(found.items()) if isinstance(run, Runner))


def _place(cell: Cell) -> dict[str, Any]:
    return {
        "loss": cell.loss, "regime": cell.regime, "dtype": cell.dtype,
        "shape": numbers(cell.shape), "device": cell.device,
    }  # fmt: skip


def _answers(lane: Lane) -> list[np.ndarray]:
    return [np.frombuffer(raw).reshape(shape) for raw, shape in lane.ask("answers")]
