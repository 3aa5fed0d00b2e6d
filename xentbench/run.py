"""What one invocation of pytest knows: its selection, its records, and how it ended."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from reports._record import Footer
from suites import memory
from xentbench import claims, listing, messages
from xentbench.heats import Heats
from xentbench.plan import Cell
from xentbench.progress import Progress
from xentbench.recording import Recorder
from xentbench.selection import IMPORTABLE, Selection
from xentbench.timetable import Timetable
from xentbench.whose import framework

RUN = pytest.StashKey["Run"]()
JUDGED = pytest.StashKey[dict[str, Any]]()  #: the fields of the record that a judgement filled

ANSWERED = ("passed", "failed", "known failure")
SHOWN_WHOLE = 10  #: failures whose message is printed whole; the others are in the report


@dataclass
class Run:
    selection: Selection
    wanted: Callable[[str, Cell], bool] = lambda question, cell: True  #: a plugin may want less
    items: list[pytest.Item] = field(default_factory=list)
    refused: list[tuple[str, Cell, str]] = field(default_factory=list)
    known_failures: claims.KnownFailures = field(default_factory=claims.KnownFailures)
    narrowed: bool = False
    timed_only: bool = False  #: `--benchmark-only`: nothing but speed is asked
    timetable: Timetable | None = None
    heats: Heats | None = None
    recorder: Recorder | None = None
    progress: Progress | None = None
    footer: Footer | None = None
    complaints: list[str] = field(default_factory=list)
    predicted: list[str] = field(default_factory=list)  #: messages, where few cells were asked
    failures: int = 0

    def conclude(self, item, question: str, cell: Cell, error, seconds: float, report) -> None:
        """Give one question its status, record it, and make pytest's report agree."""
        assert self.recorder is not None
        assert self.progress is not None
        implementation = self.selection.known[cell.implementation]
        status = claims.status(error, self.selection.required, framework(implementation))
        reason = _reason(error, status)
        path = cell.path(getattr(error, "question", "") or question)
        expected = self.known_failures.reason(implementation, path) if cell.loss else ""
        if status == "failed" and cell.loss and claims.forgivable(error):
            self.known_failures.fail(implementation, path)
            if expected:
                status, reason = "known failure", expected
        self.recorder.keep(
            implementation, question, cell, status,
            reason=reason, judged=claims.marked(item.stash.get(JUDGED, {}), error), seconds=seconds,
        )  # fmt: skip
        self.progress.step(status)
        report.xentbench = status
        settled = "skipped" if report.when == "setup" else "passed"  # else pytest would go on
        report.outcome = "failed" if status == "failed" else settled
        if status == "failed":
            self.failures += 1
            command = self.recorder.command(question, cell)
            again = f"  again     {messages.door(question, framework(implementation), command)}"
            if self.failures > SHOWN_WHOLE:
                report.longrepr = reason
            elif claims.forgivable(error) or not cell.loss:  # else the traceback tells more
                report.longrepr = f"{error}\n{again}"
        else:
            report.longrepr = None
        if status == "known failure" and len(self.items) <= SHOWN_WHOLE:
            self.predicted.append(f"{status}, {reason}:\n{error}")

    def finish(self, *, interrupted: bool) -> pytest.ExitCode:
        """Close the file; what the run as a whole deserves, whatever its single questions did."""
        assert self.recorder is not None
        stale: tuple[str, ...] = ()
        alone = self.selection.named["question"] == (IMPORTABLE,)
        nothing = not any(
            r.status == "failed" or (r.status in ANSWERED and (r.loss or alone))
            for r in self.recorder.records
        )
        if nothing and not interrupted:
            self.complaints.append("nothing was answered: all was skipped or unsupported")
        if not (self.narrowed or self.timed_only or interrupted):
            stale = self.known_failures.stale(self.selection.able, self.selection.universe)
            self.complaints += [f"stale known failure: {sentence}" for sentence in stale]
            self.complaints += list(self._silent())
        self.complaints += self.heats.complaints if self.heats else []
        left_out = listing.left_out(self)
        self.footer = self.recorder.end(
            left_out=left_out, stale=stale, interrupted=interrupted,
            measured=self.heats.measured if self.heats else {},
        )  # fmt: skip
        if not interrupted:
            memory.trim()
        if nothing:
            return pytest.ExitCode.NO_TESTS_COLLECTED  # an empty run is never green
        return pytest.ExitCode.TESTS_FAILED if self.complaints else pytest.ExitCode.OK

    def _silent(self):
        """Implementations that can be imported and answered nothing."""
        assert self.recorder is not None
        answered = {
            record.implementation
            for record in self.recorder.records
            if record.loss and record.status in ANSWERED
        }
        for implementation in self.selection.able:
            if implementation.name not in answered and claims.devices(implementation):
                yield f"{implementation.name} answered nothing: it has no function of any loss"


def _reason(error: BaseException | None, status: str) -> str:
    if error is None:
        return ""
    first = str(error).partition("\n")[0]
    told = claims.forgivable(error) or isinstance(error, pytest.fail.Exception)
    return first if told or status != "failed" else f"{type(error).__name__}: {first}"
