"""What could be asked: the axes, the plan, and what the default leaves out."""

import ast
import textwrap
from collections import Counter
from functools import cache
from itertools import product
from pathlib import Path

from suites import losses, regimes
from suites.formats import FORMATS
from suites.grids import GRIDS
from xentbench.default import BROAD, MAIN, RELATED_REGIMES, SHAPES, VARIANT_REGIMES
from xentbench.plan import Cell, provoked
from xentbench.selection import AXES


@cache
def questions(suites: Path) -> list[str]:
    """The test functions of the suites, read from their files."""
    return [
        statement.name.removeprefix("test_")
        for path in sorted(suites.glob("test_*.py"))
        for statement in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(statement, ast.FunctionDef) and statement.name.startswith("test_")
    ]


def axes(selection) -> str:
    """The values of each axis, as one would type them."""
    grids = [f"{name}: {grid.about}: {' '.join(grid.shape)}" for name, grid in GRIDS.items()]
    told = [
        _listed(axis, len(values := selection.values[axis]), ["  ".join(values)]) for axis in AXES
    ]
    return "\n\n".join([*told, _listed("grid", len(grids), grids)])


def plan(run, asked: list[tuple[str, Cell]], timed: list[tuple[str, Cell]]) -> str:
    """The cells that would be asked, one a line, and how many by question; of what would be
    timed the heats, and how long they take."""
    lines = [f"{question}  {cell}" for question, cell in asked]
    if run.timetable is not None:
        lines += ["", *run.timetable.lines()] if lines else run.timetable.lines()
    asked = asked + timed
    tally = Counter(question for question, _ in asked)
    counts = "\n".join(f"{count:7,}  {question}" for question, count in tally.items())
    silent = [f"{regime} in {dtype}: {why}" for regime, dtype, why in _nothing_to_ask()]
    return "\n".join(
        [*lines, "", counts, f"{len(asked):7,}  in all", "", left_out(run), "", *silent]
    )


def left_out(run) -> str:
    """A sentence on what the default did not ask."""
    if run.timetable and run.timed_only and (run.timetable.grids or run.timetable.fit):
        return str(run.timetable)
    if run.selection.narrowed or run.narrowed:
        told = "The command line narrowed what was asked."
    elif run.timed_only:
        timed = {(c.loss, c.regime, c.dtype, c.shape, c.device) for c in _cells(run)}
        return f"Speed alone was asked, at {len(timed)} places; `--full` has more."
    elif run.selection.full:
        told = "Every regime was asked in every dtype and shape."
    else:
        everything = len(regimes.catalogue()) * len(FORMATS) * len(SHAPES) * len(losses.names())
        cells = [cell for cell in _cells(run) if cell.regime in regimes.catalogue()]
        asked = {(c.loss, c.regime, c.dtype, c.shape) for c in cells}
        told = (
            f"Of {everything:,} places (loss, regime, dtype, shape) {len(asked):,} are asked: all "
            "regimes in float32 and bfloat16 at two shapes and in float64 and float16 at one, some "
            f"up a ladder of shapes; of {len({c.loss for c in cells} - {MAIN})} losses other than "
            f"{MAIN} the values and gradients, in {len(RELATED_REGIMES)} regimes or "
            f"{len(VARIANT_REGIMES)}, in float32 at one shape, in one regime in two other dtypes "
            "too, and not of who compiles for seconds; properties, rays and trainings mostly in "
            "float32. `--full` asks the rest."
        )
    silent = {regime for regime, _, _ in _nothing_to_ask()}
    return f"{told} {len(silent)} regimes have nothing to ask of some dtypes; `--plan` says why."


def _listed(option: str, number: int, paragraphs: list[str]) -> str:
    first, then = "  ", "  " if len(paragraphs) == 1 else "    "
    wrapped = [
        textwrap.fill(text, 96, initial_indent=first, subsequent_indent=then,
                      break_on_hyphens=False)
        for text in paragraphs
    ]  # fmt: skip
    return "\n".join([f"--{option} ({number})", *wrapped])


def _cells(run):
    for item in run.items:
        if "cell" in item.callspec.params:
            yield Cell.parse(item.callspec.params["cell"])


def _nothing_to_ask():
    """Which regimes have nothing to ask in some format at any of its usual shapes, and why."""
    for regime, (dtype, shapes) in product(regimes.catalogue(), BROAD.items()):
        reasons = [provoked(regime, dtype, shape) for shape in shapes]
        if all(reasons):
            yield regime, dtype, reasons[-1]
