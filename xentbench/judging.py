"""One answer held against one reference: the judgement, and the sentence if a promise is broken."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from implementations import Implementation
from suites import judgement as judgements
from suites.case import Case
from suites.judgement import Judgement, WrongAnswer
from suites.reference import Reference
from xentbench import claims, messages
from xentbench.plan import Cell


@dataclass(frozen=True)
class Judged:
    judgement: Judgement
    worst: dict[str, Any]  #: the entry that decided, with its row
    complaint: str  #: the message of a broken promise; empty where it is kept

    def worse(self, other: "Judged | None") -> bool:
        """Is it what a record should tell rather than *other*?"""
        if other is None:
            return True
        one, two = self.judgement, other.judgement
        if one.verdict is None or two.verdict is None:
            return two.verdict is None
        return (two.verdict, two.error) < (one.verdict, one.error)


def judged(
    question: str, cell: Cell, implementation: Implementation, case: Case,
    computed: np.ndarray, reference: Reference,
) -> Judged:  # fmt: skip
    """Raises `WrongAnswer` where there is nothing to compare, because the shape is wrong."""
    try:
        judgement = judgements.judge(computed, reference)
    except ValueError as error:
        raise WrongAnswer(f"{question} of {cell.implementation}: {error}") from error
    worst = messages.worst(judgement, reference, case) if judgement.worst else {}
    promise = implementation.promise_for(cell.path(question))
    kept = claims.keeps(promise, judgement.verdict)
    complaint = "" if kept else messages.wrong(question, cell, judgement, promise, worst)
    return Judged(judgement, worst, complaint)
