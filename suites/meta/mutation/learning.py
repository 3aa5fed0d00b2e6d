"""What the right implementation answers: how long each question takes, and which lines it runs."""

import builtins
import json
import signal
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import perf_counter

import pytest
from _pytest.runner import runtestprotocol

from implementations import Implementation
from suites.losses import Loss
from suites.meta.mutation import reaching
from suites.meta.mutation.serving import files, served
from xentbench.items import cell
from xentbench.run import Run

PATIENCE = 300.0  #: seconds for a question of the right implementation, as the bench has it
LEAST, TIMES = 20.0, 50  #: of a mutant: seconds, or so many times what the right one took
ANYWHERE = "", 0  #: a place that every question reaches

Place = tuple[str, int]  #: a file and a line


class Unwell(Exception):
    """A question that the right implementation fails."""


@dataclass
class Question:
    """One cell that the right implementation passes or refuses, and what became of mutants."""

    item: pytest.Item
    seconds: float
    reached: set[Place]
    asked: int = 0
    caught: int = 0

    @property
    def patience(self) -> float:
        """How long a mutant may take."""
        return max(LEAST, TIMES * self.seconds)

    @property
    def promise(self) -> float:
        """How many it catches in a second, as far as is known."""
        return (self.caught + 0.5) / (self.asked + 2) / (self.seconds + 1e-3)


def learn(run: Run, known: Implementation, path: Path) -> list[Question]:
    """All that it does not fail. Raises `Unwell` where it fails; known failures are not asked.

    What *path* has already is not asked again: a sin may have ended the process before this.
    """
    items = [item for item in run.items if cell(item).implementation == known.name]
    reached: set[Place] = set()
    setattr(builtins, reaching.RING, lambda file, lines: reached.update((file, n) for n in lines))
    facts, found = _lines(path), []
    with (
        path.open("a", encoding="utf-8") as more,
        served(known, {file: reaching.with_bells(file) for file in files(known.name)}) as right,
    ):
        run.selection.known[known.name] = right
        for item in items:
            if item.nodeid not in facts:
                reached.clear()
                began = perf_counter()
                status, reason = ask(run, item, PATIENCE)
                fact = [item.nodeid, status, reason, perf_counter() - began, sorted(reached)]
                more.write(json.dumps(fact) + "\n")
                more.flush()
                facts[item.nodeid] = fact
            _, status, reason, seconds, places = facts[item.nodeid]
            if status == "failed":
                raise Unwell(f"{item.nodeid}: {reason}")
            if status in ("passed", "unsupported"):  # what it refuses it must not answer wrongly
                found.append(Question(item, seconds, {ANYWHERE, *map(tuple, places)}))
    run.selection.known[known.name] = known
    if hasattr(known.framework, "compiled"):
        _share(found)
    return found


def ask(run: Run, item: pytest.Item, patience: float) -> tuple[str, str]:
    """The status of one question and its reason, as the bench would record it."""
    signal.setitimer(signal.ITIMER_REAL, patience)  # whose signal ends the process, C and all
    try:
        runtestprotocol(item, nextitem=None, log=False)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    record = run.recorder.records.pop()
    return record.status, record.reason


def _share(questions: list[Question]) -> None:
    """What is compiled runs its Python once: what one question reaches, all of that call do."""
    together = defaultdict(set)
    for each in questions:
        together[_called(cell(each.item).loss)] |= each.reached
    for each in questions:
        each.reached = together[_called(cell(each.item).loss)]


@cache
def _called(loss: str) -> tuple[str, tuple[str, ...]]:
    """The function that computes it, and with which options; of no loss there is none."""
    return (Loss(loss).function, Loss(loss).option_names) if loss else ("", ())


def _lines(path: Path) -> dict[str, list]:
    """By their first word; the last of them may have been cut short."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        with suppress(ValueError):
            fact = json.loads(line)
            found[fact[0]] = fact
    return found
