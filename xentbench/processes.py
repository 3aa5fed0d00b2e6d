"""The lanes of a run: one for each implementation, and another where questions share a heat."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from implementations import Unavailable
from suites.subject import Crashed
from xentbench.lanes import PREPARED, Lane
from xentbench.plan import Asked
from xentbench.race import caught


class Lanes:
    """Those of all *names* start side by side; another one when it is known to be needed."""

    def __init__(self, names: Iterable[str], start: Callable[[str], Lane]) -> None:
        self._start = start
        self._lanes = {name: [start(name)] for name in dict.fromkeys(names)}

    def __iter__(self) -> Iterator[Lane]:
        return (lane for lanes in self._lanes.values() for lane in lanes)

    def facts(self) -> dict[str, Mapping[str, Any]]:
        """By implementation, what each says that could be started."""
        found: dict[str, Mapping[str, Any]] = {}
        for name, (lane, *_) in self._lanes.items():
            with suppress(Crashed, Unavailable):  # told by each of its cells
                found[name] = lane.facts()
        return found

    def claiming(self, asked: Iterable[Asked]) -> tuple[dict[Asked, Lane], dict[Asked, Any]]:
        """A lane for each who says that it does what it is asked; and what the others say.

        No two have the same one: each keeps its inputs as long as the heat lasts.
        """
        running: dict[Asked, Lane] = {}
        refused: dict[Asked, Any] = {}
        for question, cell in asked:
            lanes = self._lanes[cell.implementation]
            with caught(refused, (question, cell)):
                lanes[0].ask(
                    "claim", PREPARED, question=question, loss=cell.loss, dtype=cell.dtype,
                    device=cell.device,
                )  # fmt: skip
                taken = [lane for lane in lanes if lane in running.values()]
                if len(taken) == len(lanes):
                    lanes.append(self._start(cell.implementation))
                running[question, cell] = lanes[len(taken)]
        return running, refused
