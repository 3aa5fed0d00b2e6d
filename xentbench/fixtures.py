"""What a suite asks for by name: a subject, a case, and a judge."""

import pytest

from suites import case as cases
from suites import judgement as judgements
from suites.judgement import Judgement, WrongAnswer
from suites.losses import Loss
from suites.reference import Reference
from suites.subject import Subject
from suites.verdict import Verdict
from xentbench import claims, environment, messages, plan
from xentbench.plan import Cell
from xentbench.recording import fields
from xentbench.run import JUDGED, RUN

__all__ = ["case", "implementation", "judge", "keep_panel", "subject"]


@pytest.fixture
def implementation(request):
    """The implementation under test, imported."""
    named = request.node.callspec.params
    name = named["implementation_name"] if "cell" not in named else Cell.parse(named["cell"])
    return request.config.stash[RUN].selection.known[getattr(name, "implementation", name)]


@pytest.fixture
def case(cell, request):
    """The problem, the same for everyone."""
    place = Cell.parse(cell)
    seed = request.config.stash[RUN].selection.seed
    return cases.make(place.regime, place.dtype, plan.numbers(place.shape), seed)


@pytest.fixture
def subject(cell, implementation):
    """The implementation, bound to loss, dtype and device."""
    place = Cell.parse(cell)
    return Subject(implementation, Loss(place.loss), place.dtype, place.device)


@pytest.fixture
def judge(cell, request, case, implementation):
    """Compare what was computed with what is true; record the verdict, then enforce it."""
    place = Cell.parse(cell)
    question = request.function.__name__.removeprefix("test_")
    promise = implementation.promise_for(place.path(question))
    kept: list[Judgement] = []

    def judge(computed, reference: Reference) -> None:
        try:
            judgement = judgements.judge(computed, reference)
        except ValueError as error:
            raise WrongAnswer(f"{question} of {place.implementation}: {error}") from error
        worst = messages.worst(judgement, reference, case) if judgement.worst else {}
        if not kept or _worse(judgement, kept[-1]):  # of several answers, the worst is recorded
            kept.append(judgement)
            marks = tuple(_marks(implementation, place, computed, reference, judgement))
            request.node.stash[JUDGED] = request.node.stash.get(JUDGED, {}) | fields(
                judgement, marks, worst
            )
        if not claims.keeps(promise, judgement.verdict):
            raise WrongAnswer(messages.wrong(question, place, judgement, promise, worst))

    return judge


def _worse(one: Judgement, other: Judgement) -> bool:
    if one.verdict is None or other.verdict is None:
        return other.verdict is None
    return (other.verdict, other.error) < (one.verdict, one.error)


def _marks(implementation, place, computed, reference, judgement):
    if judgement.counts.get("minus zeros"):
        yield "NZ"
    if (
        judgement.counts.get("flushed")
        and judgement.verdict is not Verdict.EXCEPTIONAL
        and place.dtype in ("float32", "bfloat16")
        and environment.flushes(implementation, place.dtype, place.device)
        and judgements.flushes(computed, reference)
    ):
        yield "FTZ"


@pytest.fixture
def keep_panel(request):
    """Keep an array whole in the record, as hex floats."""

    def keep(array) -> None:
        panel = tuple(tuple(float(x).hex() for x in row) for row in array)
        request.node.stash[JUDGED] = request.node.stash.get(JUDGED, {}) | {"panel": panel}

    return keep
