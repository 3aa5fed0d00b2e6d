"""All that this run times: the processes, the heats in them, and what came of each cell."""

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple
from typing import Any

from implementations import Implementation
from suites import case as cases
from suites.losses import Loss
from suites.rotation import block
from suites.sharing import host
from suites.subject import Crashed
from xentbench import environment
from xentbench.judging import Gate
from xentbench.lanes import PREPARED, Lane, Process, pacemaker
from xentbench.pace import Pace
from xentbench.plan import Asked, Cell, numbers
from xentbench.processes import Lanes
from xentbench.race import Patience, heat
from xentbench.recording import fields
from xentbench.room import size, too_large
from xentbench.timings import timings
from xentbench.whose import told


def planned(config: Any, selection: Any, cells: list[Asked]) -> "Heats | None":
    """Processes for whatever is timed, started side by side; they end with pytest."""
    if not cells:
        return None
    heats = Heats(
        cells,
        selection.known,
        sources=selection.sources,
        pythons=selection.pythons,
        threads=config.getoption("threads") or environment.usable_cores(),
        seed=selection.seed,
        patience=patience(config),
        here=[implementation.name for implementation in selection.able],
    )
    config.add_cleanup(heats.stop)
    return heats


def patience(config: Any) -> Patience | None:
    """As the options of pytest-benchmark have it."""
    rounds, seconds = (config.getoption(f"benchmark_{o}") for o in ("min_rounds", "max_time"))
    return None if config.getoption("benchmark_disable") else Patience(rounds, float(seconds))


class Heats:
    """A heat is run when the first of its cells is asked about."""

    def __init__(
        self, planned: Iterable[Asked], known: Mapping[str, Implementation], *,
        sources: tuple[str, ...], pythons: Mapping[str, str], threads: int, seed: int,
        patience: Patience | None, here: Iterable[str],
    ) -> None:  # fmt: skip
        self._planned, self._known, self._seed = list(planned), known, seed
        self._patience, self._here = patience, set(here)
        self._outcomes: dict[Asked, tuple[dict[str, Any], Exception | None]] = {}

        def lane(name: str) -> Lane:
            python = told(pythons, known[name]) or sys.executable
            return Lane(known[name], python, sources, threads)

        self._lanes = Lanes((cell.implementation for _, cell in self._planned), lane)
        self.measured: dict[str, dict[str, Any]] = {"heats": {}, "exponentials": {}}  #: in a footer
        self.complaints: list[str] = []  #: faults of the bench, which make a run red
        paced = patience is not None and any(cell.device == "cpu" for _, cell in self._planned)
        self._pacemaker = pacemaker(threads) if paced else None

    def facts(self) -> dict[str, Mapping[str, Any]]:
        """By implementation, what each says that could be started.

        Who cannot be imported in this process is described from there.
        """
        found = self._lanes.facts()
        for name in dict.fromkeys(cell.implementation for _, cell in self._planned):
            if name not in self._here:
                self._known[name].describe(found.get(name, {}).get("declared", {}))
        return found

    def outcome(
        self, question: str, cell: Cell, say: Callable[[str], None]
    ) -> tuple[dict[str, Any], Exception | None]:
        """The fields of its record, and what kept it from being timed."""
        if (question, cell) not in self._outcomes:
            self._run(question, cell, say)
        return self._outcomes[question, cell]

    def stop(self) -> None:
        for process in self._processes():
            process.stop()

    def _run(self, question: str, cell: Cell, say: Callable[[str], None]) -> None:
        """The heat of all that are asked this, or what shares it, where *cell* is."""
        question, place = host(question), astuple(cell)[1:]
        running, refused = self._lanes.claiming(
            (other, each)
            for other, each in self._planned
            if host(other) == question and astuple(each)[1:] == place
        )
        before = {asked: lane.spent for asked, lane in running.items()}
        case = cases.make(cell.regime, cell.dtype, block(numbers(cell.shape)), self._seed)
        gate = Gate(self._known, Loss(cell.loss), case)
        refusal = too_large(cell, len(running))
        pace = self._pace(question, cell)
        if refusal is None:
            found = heat(running, self._seed, gate, self._patience, say, pace)
        else:
            found = dict.fromkeys(running, refusal)
        name = f"{environment.now()} {question} {'/'.join(place)}"
        rates = self.measured["exponentials"] if pace else {}
        timed = timings(question, found | refused, name, pace, rates)
        if pace is not None and pace.seconds:
            self.measured["heats"][name] = pace.told()
        if pace is not None and pace.lost:
            self.complaints.append(pace.lost)
        for asked, came in timed.items():
            worst = gate.worst.get(asked)
            spent = running[asked].spent - before[asked] if asked in running else 0.0
            told = {"digest": case.digest, "seconds": spent}
            told |= fields(worst.judgement, (), worst.worst) if worst else {}
            error = came if isinstance(came, Exception) else None
            self._outcomes[asked] = told | ({} if error else {"timing": came}), error

    def _pace(self, question: str, cell: Cell) -> Pace | None:
        """None on a GPU, whose yardsticks are in the lanes. What is measured once comes first."""
        if self._pacemaker is None or cell.device != "cpu":
            return None
        if not self.measured["exponentials"]:
            try:
                rates = self._pacemaker.ask("exponentials", PREPARED)
            except Crashed as error:
                rates = {}
                self.complaints.append(f"exponentials were not measured: {error}")
            self.measured["exponentials"] = {d: float(f"{rate:.5g}") for d, rate in rates.items()}
        return Pace(self._pacemaker, question, size(cell))

    def _processes(self) -> Iterable[Process]:
        yield from self._lanes
        if self._pacemaker is not None:
            yield self._pacemaker
