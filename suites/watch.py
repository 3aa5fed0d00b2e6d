"""Looking at the answers inside a training, now and then: are they right for what was asked?"""

from dataclasses import dataclass

import numpy as np

from suites import oracle
from suites.case import Case
from suites.judgement import judge
from suites.losses import Loss
from suites.reference import Reference
from suites.trajectory import Answers
from suites.verdict import Verdict

EVERY = 15  #: steps: a fifteenth of the oracle's time, which else is more than the training's


@dataclass(frozen=True)
class Look:
    """At one step."""

    step: int
    verdict: Verdict | None  #: the worse of the losses' and the gradients'
    rows: int
    dead: int  #: rows whose gradient is 0, although some entry of it is a normal number
    absorbed: int  #: rows in which that is so of the target's entry


class Watch:
    """Hands on what is answered. What it sees is judged by the oracle at the logits of that step,
    to which the implementation's own training has led: an early error is not counted again."""

    def __init__(self, loss: Loss, answers: Answers) -> None:
        self._loss, self._answers, self._step = loss, answers, 0
        self.looks: list[Look] = []

    def __call__(self, case: Case) -> tuple[np.ndarray, np.ndarray]:
        losses, gradients = self._answers(case)
        if self._step % EVERY == 0:
            self.looks.append(self._look(case, losses, gradients))
        self._step += 1
        return losses, gradients

    def _look(self, case: Case, losses: np.ndarray, gradients: np.ndarray) -> Look:
        values, slopes = oracle.once(self._loss, case)
        verdicts = [judge(losses, values).verdict, judge(gradients, slopes).verdict]
        missing = _missing(gradients, slopes)
        own = np.arange(len(case.targets)), case.targets
        return Look(
            step=self._step,
            verdict=max((verdict for verdict in verdicts if verdict), default=None),
            rows=len(case.targets),
            dead=int((missing.any(1) & ~gradients.any(1)).sum()),
            absorbed=int(missing[own].sum()),
        )


def _missing(gradients: np.ndarray, true: Reference) -> np.ndarray:
    """Entries that are 0 and should be normal numbers; others may have been flushed."""
    normal = np.abs(true.nearest) >= true.format.tiny
    return (gradients == 0) & normal & ~true.ruling.outside
