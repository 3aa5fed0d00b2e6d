"""What suites ask for whose questions go on for a while: along a ray, or through a training."""

from dataclasses import asdict

import pytest

from reports._trained import Training
from suites import breaks, training_case
from suites import outcome as outcomes
from suites.judgement import WrongAnswer
from xentbench import plan
from xentbench.following import followed
from xentbench.plan import Cell
from xentbench.run import JUDGED, RUN

__all__ = ["follow", "keep_training", "training"]


@pytest.fixture
def follow(cell, request, subject):
    """Follow the ray of the cell and record where it breaks, which is no failure but at once."""
    place = Cell.parse(cell)

    def follow() -> None:
        where = place.regime, place.dtype, plan.numbers(place.shape)
        request.node.stash[JUDGED] = {"digest": breaks.digest(*where)}
        found = followed(place, subject)
        request.node.stash[JUDGED] |= {"reach": found.reach}
        if found.complaint:
            raise WrongAnswer(found.complaint)

    return follow


@pytest.fixture
def training(cell, request):
    """What is learned, and from where: the same for everyone."""
    place = Cell.parse(cell)
    seed = request.config.stash[RUN].selection.seed
    shape = plan.numbers(place.shape)
    found = training_case.make(place.regime, place.dtype, shape, seed)
    request.node.stash[JUDGED] = {"digest": found.digest}
    return found


@pytest.fixture
def keep_training(cell, request):
    """Record what came of a training; then say what is wrong with it."""

    def keep(outcome: outcomes.Outcome) -> None:
        verdict, complaint = outcomes.verdict(outcome)
        request.node.stash[JUDGED] |= {
            "training": Training(**asdict(outcome)),
            "verdict": str(verdict or ""),
        }
        if complaint:
            raise WrongAnswer(f"training of {Cell.parse(cell).implementation}: {complaint}")

    return keep
