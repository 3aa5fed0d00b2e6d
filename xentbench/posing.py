"""The case of a cell, and what a record tells of it besides the answer."""

from typing import Any

from implementations import Implementation
from reports._known import Known
from suites import case as cases
from suites import corpus, every
from suites.case import Case
from xentbench import plan
from xentbench.plan import Cell

#: What stands where others have a regime, and is asked as one is.
OTHERS = (corpus.REGIME, every.REGIME)


def posed(
    question: str, cell: Cell, implementation: Implementation, seed: int
) -> tuple[Case, dict[str, Any]]:
    """The same for everyone, but where the worst that is known of each is asked."""
    if cell.regime == every.REGIME:
        everything = every.every_logit(cell.dtype)
        return everything, {"digest": everything.digest}
    if cell.regime != corpus.REGIME:
        return cases.make(cell.regime, cell.dtype, plan.numbers(cell.shape), seed), {}
    rows = _rows(question, cell, implementation)
    case = corpus.case(rows)
    return case, {"digest": case.digest, "known": _known(rows)}


def asked(question: str, cell: Cell, implementation: Implementation) -> bool:
    """Is there anything to ask? Not where the worst that is known would be, and nothing is."""
    if cell.regime == every.REGIME:
        return cell.shape == every.shape(cell.dtype)
    return cell.regime != corpus.REGIME or bool(_rows(question, cell, implementation))


def _rows(question: str, cell: Cell, implementation: Implementation) -> tuple[corpus.Known, ...]:
    return corpus.asked(implementation, question, cell.loss, cell.dtype, cell.shape)


def _known(rows: tuple[corpus.Known, ...]) -> Known:
    farthest = max(rows, key=lambda known: known.severity[1])
    worst = max(rows, key=lambda known: known.severity)
    return Known(error=farthest.error, verdict=worst.verdict, found=farthest.found)
