"""What an implementation claims: unsupported cells, promises, known failures, statuses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from implementations import Implementation, Unavailable, Unsupported
from suites.judgement import OtherBits, WrongAnswer
from suites.losses import Loss
from suites.subject import Crashed
from suites.verdict import Verdict
from xentbench import globs
from xentbench.plan import Cell


def devices(implementation: Implementation) -> tuple[str, ...]:
    """Where it can be asked here: what its framework finds, less what it does not claim."""
    found = implementation.framework.devices()
    return tuple(device for device in found if device in (implementation.devices or found))


def refusal(implementation: Implementation, cell: Cell) -> str:
    """Why *cell* is not asked of *implementation*: it never claimed it. Empty where it did."""
    try:
        loss = Loss(cell.loss)
        implementation.function(loss.function, loss.option_names)
        implementation.claim(cell.dtype, cell.device)
    except Unsupported as reason:
        return str(reason)
    except Unavailable:  # told by the cell itself, which is skipped
        pass
    return ""


def keeps(promise: str, verdict: Verdict | None) -> bool:
    """Is *verdict* no worse than *promise*? An exceptional answer never is."""
    if verdict is Verdict.EXCEPTIONAL:
        return False
    return verdict is None or not Verdict(promise) < verdict


@dataclass
class KnownFailures:
    """The patterns of the implementations, and what they met in this run."""

    met: set[tuple[str, str]] = field(default_factory=set)
    failed: set[tuple[str, str]] = field(default_factory=set)

    def reason(self, implementation: Implementation, path: str) -> str:
        """Why the implementation's own file expects *path* to fail; empty where it does not."""
        reason = ""
        for pattern, why in implementation.known_failures.items():
            if fnmatchcase(path, pattern):
                self.met.add((implementation.name, pattern))
                reason = reason or why
        return reason

    def fail(self, implementation: Implementation, path: str) -> None:
        """A cell failed: every pattern that fits it is alive."""
        for pattern in implementation.known_failures:
            if fnmatchcase(path, pattern):
                self.failed.add((implementation.name, pattern))

    def stale(self, asked: list[Implementation], axes: list[list[str]]) -> tuple[str, ...]:
        """What a whole run shows to be out of date, a sentence each.

        Patterns with one reason are one claim, which is out of date where nothing that any of them
        matches failed: how far a sum over classes is off, for one, depends on the vectors of the
        CPU, so that the reason holds everywhere and each of its patterns need not. A pattern may be
        about cells of these *axes* that only --full asks.
        """
        found = []
        for implementation in asked:
            name, claims = implementation.name, implementation.known_failures
            alive = {why for pattern, why in claims.items() if (name, pattern) in self.failed}
            for pattern, why in claims.items():
                if (name, pattern) in self.met and why not in alive:
                    found.append(f"{name}: nothing that {pattern!r} matches failed")
                elif (name, pattern) not in self.met and not globs.reaches(pattern, axes):
                    found.append(f"{name}: {pattern!r} matches no cell")
        return tuple(found)


def status(error: BaseException | None, required: tuple[str, ...], framework: str) -> str:
    """The word for a question that ended in *error*, before known failures are looked up."""
    if error is None or isinstance(error, OtherBits):
        return "passed"
    if isinstance(error, Unsupported):
        return "unsupported"
    if isinstance(error, Unavailable) and framework not in required:
        return "skipped"
    return "failed"


def marked(judged: Mapping[str, Any], error: BaseException | None) -> dict[str, Any]:
    """The fields of a record that *judged* has, and the mark of other bits if *error* is that."""
    marks = (*judged.get("marks", ()), "BITS")
    return {**judged, "marks": marks} if isinstance(error, OtherBits) else dict(judged)


def admitted(implementation: Implementation) -> tuple[str, ...]:
    """The marks of what it says that others, who are timed beside it, do not do."""
    said = {"SPENT": implementation.mutates_inputs, "LOSSY": implementation.lossy}
    return tuple(mark for mark, true in said.items() if true)


def forgivable(error: BaseException) -> bool:
    """May a known failure stand for it? A fault of the bench's own never is one."""
    return isinstance(error, WrongAnswer | Crashed)
