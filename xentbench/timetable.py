"""The timetable: all heats of a run, what each will take, and what the budget leaves of them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from typing import Any

from xentbench import budget, environment, estimate, heats, room
from xentbench.budget import Fit, Heat, duration
from xentbench.estimate import Estimate
from xentbench.measured import measured
from xentbench.plan import Cell

SOURCES = {
    "here": "measured here before",
    "elsewhere": "measured on another machine",
    "model": "by a model",
}


@dataclass(frozen=True)
class Timetable:
    """Only heats that are run."""

    cells: dict[Heat, tuple[Cell, ...]]
    estimates: dict[Heat, Estimate]
    starting: float  #: seconds until all processes are there
    grids: tuple[str, ...] = ()
    fit: Fit | None = None  #: where there is a budget

    @property
    def seconds(self) -> float:
        return self.starting + sum(self.estimates[heat].seconds for heat in self.cells)

    def runs(self, question: str, cell: Cell) -> bool:
        return _heat(question, cell) in self.cells

    def lines(self) -> Iterator[str]:
        """A line for each heat, then their sum, and what the estimates come from."""
        for heat, cells in self.cells.items():
            place = "-".join(astuple(heat)[1:])
            memory = room.needed(cells[0], len(cells)) / 1e9
            gigabytes = f", {memory:.1f} GB" * (memory >= 1 and heat.device == "cpu")
            yield (
                f"{heat.question}  {place}  {_count(len(cells), 'implementation')}, "
                f"{duration(self.estimates[heat].seconds)}{gigabytes}"
            )
        yield ""
        yield (
            f"{_count(len(self.cells), 'heat')}, an estimated {duration(self.seconds)}, of which "
            f"{duration(self.starting)} to start processes. {self.sources}"
        )

    @property
    def sources(self) -> str:
        tally = sum((self.estimates[heat].sources for heat in self.cells), Counter[str]())
        told = [f"{tally[name]} {how}" for name, how in SOURCES.items() if tally[name]]
        return f"Cells: {', '.join(told)}."

    def afterwards(self, took: float) -> str:
        """One line, from which one learns whether to believe the next estimate."""
        within = f" of a budget of {duration(self.fit.seconds)}" if self.fit else ""
        return f"Estimated {duration(self.seconds)}{within}, took {duration(took)}. {self.sources}"

    def __str__(self) -> str:
        """What was timed, and what the budget left out."""
        grids = f" of --grid {' and '.join(self.grids)}" if self.grids else ""
        told = f"Speed alone was asked, in {_count(len(self.cells), 'heat')}{grids}."
        return f"{told} {self.fit}" if self.fit else told


def timetable(config: Any, selection: Any, planned: list[tuple[str, Cell]]) -> Timetable | None:
    """Of all timed cells that are *planned*; None where nothing is timed.

    Raises `UsageError` where the budget is too little for anything.
    """
    if not planned:
        return None
    cells: dict[Heat, tuple[Cell, ...]] = {}
    for question, cell in planned:
        heat = _heat(question, cell)
        cells[heat] = (*cells.get(heat, ()), cell)
    before, patience = measured(environment.machine()), heats.patience(config)
    estimates = {
        heat: estimate.heat(heat.question, them, before, patience, selection.known.__getitem__)
        for heat, them in cells.items()
    }
    grids = selection.choice.grid or ()
    lanes = len({cell.implementation for _, cell in planned})
    starting, allowed = lanes * estimate.STARTING, config.getoption("budget")
    if allowed is None:
        return Timetable(cells, estimates, starting, grids)
    seconds = [estimates[heat].seconds for heat in cells]
    fit = budget.choose(list(cells), seconds, allowed, starting, grids)
    return Timetable({heat: cells[heat] for heat in fit.kept}, estimates, starting, grids, fit)


def _heat(question: str, cell: Cell) -> Heat:
    return Heat(question, *astuple(cell)[1:])


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
