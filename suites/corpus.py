"""The worst that is known of an implementation: rows of logits that a search found, in a file.

`corpus/<implementation>.jsonl` lies beside the implementation's own file, a row a line, with
logits as hex floats. Whoever has none is not asked.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from implementations import Implementation
from suites import case as cases
from suites.case import Case
from suites.verdict import LADDER, Verdict

REGIME = "worst_known"  #: stands where other questions have a regime
ROWS = 64  #: of the case in which a row is asked, over and over: a shape that others have too
QUESTIONS = {"value_worst_known": "value", "gradient_worst_known": "gradient"}


@dataclass(frozen=True)
class Known:
    """One row, and what was answered when it was found."""

    loss: str
    quantity: str  #: value or gradient
    dtype: str
    target: int
    logits: tuple[float, ...]
    error: float  #: in ulp of the exact value, of the worst entry; certified
    verdict: str
    found: str  #: by what, and with which versions

    @property
    def shape(self) -> str:
        return f"{ROWS}x{len(self.logits)}"

    @property
    def severity(self) -> tuple[int, float]:
        """Its rung on the ladder and its error; NaN is the largest."""
        error = np.inf if np.isnan(self.error) else self.error
        return LADDER.index(Verdict(self.verdict)) if self.verdict else -1, error

    def dominates(self, other: "Known") -> bool:
        """Is it as bad as *other* in both respects, of the same question?"""
        rung, error = self.severity
        return (
            (self.loss, self.quantity, self.dtype) == (other.loss, other.quantity, other.dtype)
            and rung >= other.severity[0]
            and error >= other.severity[1]
        )


def path(implementation: Implementation) -> Path:
    return implementation.path.parent / "corpus" / f"{implementation.name}.jsonl"


def read(implementation: Implementation) -> tuple[Known, ...]:
    """Its rows; none where there is no file."""
    file = path(implementation)
    return _read(file, file.stat().st_mtime_ns) if file.exists() else ()


def write(implementation: Implementation, rows: Iterable[Known]) -> None:
    """In an order of their own, so that the file differs only where its rows do."""
    file = path(implementation)
    file.parent.mkdir(exist_ok=True)
    kept = sorted(rows, key=lambda k: (k.loss, k.quantity, k.dtype, -k.severity[1]))
    file.write_text("".join(_line(known) for known in kept), encoding="utf-8")


def asked(
    implementation: Implementation, question: str, loss: str, dtype: str, shape: str
) -> tuple[Known, ...]:
    """The rows of one cell."""
    place = loss, QUESTIONS[question], dtype, shape
    return tuple(
        known
        for known in read(implementation)
        if (known.loss, known.quantity, known.dtype, known.shape) == place
    )


def case(rows: Iterable[Known]) -> Case:
    """Rows of one cell, over and over: what else is in a batch must not decide an answer."""
    found = list(rows)
    logits = np.array([known.logits for known in found])
    return cases.of(
        np.resize(logits, (ROWS, logits.shape[1])),
        np.resize([known.target for known in found], ROWS),
        found[0].dtype,
        REGIME,
    )


def front(rows: Iterable[Known]) -> tuple[Known, ...]:
    """Those than which no other has a verdict and an error that are both as bad."""
    kept: list[Known] = []
    for known in rows:
        if not any(other.dominates(known) for other in kept):
            kept = [other for other in kept if not known.dominates(other)] + [known]
    return tuple(kept)


@lru_cache(maxsize=64)
def _read(file: Path, written: int) -> tuple[Known, ...]:
    return tuple(map(_known, file.read_text(encoding="utf-8").splitlines()))


def _known(line: str) -> Known:
    found = json.loads(line)
    logits = tuple(map(float.fromhex, found["logits"]))
    return Known(**found | {"logits": logits, "error": float(found["error"])})


def _line(known: Known) -> str:
    told = asdict(known)
    told["logits"] = [x.hex() for x in known.logits]
    told["error"] = known.error if np.isfinite(known.error) else str(known.error)
    return json.dumps(told) + "\n"
