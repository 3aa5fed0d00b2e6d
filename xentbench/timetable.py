"""The timetable: all heats of a run, what each will take, and what the budget leaves of them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from typing import Any

from suites.sharing import host
from xentbench import budget, environment, estimate, heats, room
from xentbench.budget import Fit, Heat, duration
from xentbench.estimate import Estimate
from xentbench.measured import measured
from xentbench.plan import Asked, Cell

SOURCES = {
    "here": "measured here before",
    "elsewhere": "measured on another machine",
    "model": "by a model",
}


@dataclass(frozen=True)
class Timetable:
    """Only heats that are run."""

    asked: dict[Heat, tuple[Asked, ...]]
    estimates: dict[Heat, Estimate]
    starting: float  #: seconds until all processes are there
    grids: tuple[str, ...] = ()
    fit: Fit | None = None  #: where there is a budget

    @property
    def seconds(self) -> float:
        return self.starting + sum(self.estimates[heat].seconds for heat in self.asked)

    def runs(self, question: str, cell: Cell) -> bool:
        return _heat(question, cell) in self.asked

    def lines(self) -> Iterator[str]:
        """A line for each heat, then their sum, and what the estimates come from."""
        for heat, asked in self.asked.items():
            (question, cell), runners = asked[0], self.estimates[heat].runners
            place = "-".join(astuple(heat)[1:])
            memory = room.needed(cell, len(runners)) / 1e9
            gigabytes = f", {memory:.1f} GB" * (memory >= 1 and heat.device == "cpu")
            names = {cell.implementation for _, cell in asked}
            again = len(runners) - len({*runners})
            yield (
                f"{question}  {place}  {_count(len(names), 'implementation')}, "
                f"{f'{again} of them twice, ' * bool(again)}"
                f"{duration(self.estimates[heat].seconds)}{gigabytes}"
            )
        yield ""
        yield (
            f"{_count(len(self.asked), 'heat')}, an estimated {duration(self.seconds)}, of which "
            f"{duration(self.starting)} to start processes. {self.sources}"
        )

    @property
    def sources(self) -> str:
        tally = sum((self.estimates[heat].sources for heat in self.asked), Counter[str]())
        told = [f"{tally[name]} {how}" for name, how in SOURCES.items() if tally[name]]
        return f"Cells: {', '.join(told)}."

    def afterwards(self, took: float) -> str:
        """One line, from which one learns whether to believe the next estimate."""
        within = f" of a budget of {duration(self.fit.seconds)}" if self.fit else ""
        return f"Estimated {duration(self.seconds)}{within}, took {duration(took)}. {self.sources}"

    def __str__(self) -> str:
        """What was timed, and what the budget left out."""
        grids = f" of --grid {' and '.join(self.grids)}" if self.grids else ""
        told = f"Speed alone was asked, in {_count(len(self.asked), 'heat')}{grids}."
        return f"{told} {self.fit}" if self.fit else told


def timetable(config: Any, selection: Any, planned: list[Asked]) -> Timetable | None:
    """Of all timed cells that are *planned*; None where nothing is timed.

    Raises `UsageError` where the budget is too little for anything.
    """
    if not planned:
        return None
    asked: dict[Heat, tuple[Asked, ...]] = {}
    for question, cell in planned:
        heat = _heat(question, cell)
        asked[heat] = (*asked.get(heat, ()), (question, cell))
    before, patience = measured(environment.machine()), heats.patience(config)
    estimates = {
        heat: estimate.heat(them, before, patience, selection.known.__getitem__)
        for heat, them in asked.items()
    }
    grids = selection.choice.grid or ()
    lanes = Counter({cell.implementation for _, cell in planned})
    for each in estimates.values():
        lanes |= Counter(each.runners)  # as many as in the heat where it runs most often
    starting, allowed = lanes.total() * estimate.STARTING, config.getoption("budget")
    if allowed is None:
        return Timetable(asked, estimates, starting, grids)
    seconds = [estimates[heat].seconds for heat in asked]
    fit = budget.choose(list(asked), seconds, allowed, starting, grids)
    return Timetable({heat: asked[heat] for heat in fit.kept}, estimates, starting, grids, fit)


def _heat(question: str, cell: Cell) -> Heat:
    return Heat(host(question), *astuple(cell)[1:])


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
