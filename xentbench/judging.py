"""An answer held against its reference: the judgement, and the sentence if a promise is broken."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

from implementations import Implementation
from suites import judgement as judgements
from suites import oracle
from suites.case import Case
from suites.judgement import Judgement, WrongAnswer
from suites.losses import Loss
from suites.reference import Reference
from xentbench import claims, messages
from xentbench.plan import Asked, Cell

References = Mapping[str, Callable[[Loss, Case], Reference]]
#: What the answers of a timed implementation are held against, in their order, ...
REFERENCES: References = {
    "value": oracle.values,
    "gradient": partial(oracle.gradients, scaled=True),
}
#: ... and those to the questions in which nothing was handed over that scales a gradient.
UNSCALED: Mapping[str, References] = {
    "forward_backward_of_ones": {
        "value": oracle.values,
        "gradient_of_sum": partial(oracle.gradients, scaled=False),
    }
}


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
    worst = messages.worst(Loss(cell.loss), judgement, reference, case) if computed.size else {}
    promise = implementation.promise_for(cell.path(question))
    kept = claims.keeps(promise, judgement.verdict)
    complaint = "" if kept else messages.wrong(question, cell, judgement, promise, worst)
    return Judged(judgement, worst, complaint)


@dataclass
class Gate:
    """Judges all that is answered in one heat, and remembers the worst of each who is asked."""

    implementations: Mapping[str, Implementation]
    loss: Loss
    case: Case
    worst: dict[Asked, Judged] = field(default_factory=dict)

    def __call__(self, asked: Asked, answers: list[np.ndarray]) -> None:
        """Raises `WrongAnswer` where the losses, or else the gradients, break a promise."""
        timed, cell = asked
        implementation = self.implementations[cell.implementation]
        references = UNSCALED.get(timed, REFERENCES)
        for (question, reference), computed in zip(references.items(), answers, strict=False):
            true = reference(self.loss, self.case)
            found = judged(question, cell, implementation, self.case, computed, true)
            if found.worse(self.worst.get(asked)):
                self.worst[asked] = found
            if found.complaint:
                raise WrongAnswer(found.complaint, question)
