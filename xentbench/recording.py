"""Every question's outcome to results.jsonl, as soon as it is known."""

from collections import Counter, defaultdict
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from implementations import Implementation
from reports._record import Footer, Header, Record
from reports._writing import Writer
from suites import case as cases
from suites import regimes
from suites.judgement import Judgement
from suites.losses import Loss
from xentbench import environment, messages, plan
from xentbench.plan import Cell
from xentbench.whose import framework


class Recorder:
    """Writes one file, which takes the place of an earlier one when it is complete.

    What a killed or interrupted run has written stays beside it, under another name.
    """

    def __init__(self, path: Path, sources: tuple[str, ...], seed: int, began: float) -> None:
        self.path, self.seed = path.with_name(f"unfinished-{path.name}"), seed
        self._finished, self._sources = path, sources
        if path.exists() and not path.is_file():
            raise pytest.UsageError(f"cannot write {path}: it is there and is no file.")
        try:
            self._writer = Writer(self.path)
        except OSError as error:
            raise pytest.UsageError(
                f"cannot write {path}: {error.strerror}. `--results FILE` names another place."
            ) from error
        self.records: list[Record] = []
        self.spent: defaultdict[str, float] = defaultdict(float)
        self._began = began  #: by `perf_counter`

    def begin(self, header: Header) -> None:
        self._writer.write(header)
        self.spent["starting"] = perf_counter() - self._began

    def keep(
        self,
        implementation: Implementation,
        question: str,
        cell: Cell,
        status: str,
        *,
        reason: str = "",
        judged: dict[str, Any] | None = None,
        seconds: float = 0.0,
    ) -> None:
        """Write the record of one question; a *cell* without a loss is about the file itself."""
        provoking = bool(cell.regime) and status not in ("unsupported", "skipped")
        found = dict(judged or {})
        seconds = round(found.pop("seconds", seconds), 4)
        if "digest" not in found:
            found["digest"] = self._digest(cell) if provoking else ""
        record = Record(
            question=question,
            **vars(cell),
            framework=framework(implementation),
            function=Loss(cell.loss).function if cell.loss else "",
            seed=self.seed,
            status=status,  # type: ignore[arg-type]
            reason=reason,
            promise=implementation.promise_for(cell.path(question)) if provoking else "",
            seconds=seconds,
            command=self.command(question, cell),
            **found,
        )
        self.records.append(record)  # first, since it is known in the end which lines there are
        self._writer.write(record)
        self.spent[implementation.name] += seconds

    def command(self, question: str, cell: Cell) -> str:
        return messages.command(question, cell, seed=self.seed, sources=self._sources)

    def end(
        self, *, left_out: str, stale: tuple[str, ...], interrupted: bool, measured: dict[str, Any]
    ) -> Footer:
        """*measured* are the fields that the pacemaker filled."""
        if interrupted:  # perhaps before the line of the last record, which then is none
            del self.records[self._writer.lines() - 1 :]
        spent = {name: round(seconds, 2) for name, seconds in self.spent.items()}
        whole = perf_counter() - self._began
        spent["everything else"] = round(whole - sum(spent.values()), 2)
        footer = Footer(
            finished=environment.now(),
            records=len(self.records),
            statuses=dict(Counter(record.status for record in self.records)),
            left_out=left_out,
            stale=stale,
            interrupted=interrupted,
            seconds=spent,
            **measured,
        )
        self._writer.write(footer)
        self._writer.close()
        if not interrupted:
            self.path = self.path.replace(self._finished)
        return footer

    def _digest(self, cell: Cell) -> str:
        if cell.regime not in regimes.catalogue():  # who asks there says what was asked
            return ""
        return cases.make(cell.regime, cell.dtype, plan.numbers(cell.shape), self.seed).digest


def fields(judgement: Judgement, marks: tuple[str, ...], place: dict[str, Any]) -> dict[str, Any]:
    """The part of a record that a judgement fills."""
    return {
        "verdict": str(judgement.verdict or ""),
        "marks": marks,
        "worst": place,
        **{
            name: getattr(judgement, name)
            for name in (
                "error", "excess", "condition_ratio", "absolute_ratio", "normwise", "bias",
                "quantiles", "shares", "counts",
            )
        },
    }  # fmt: skip
