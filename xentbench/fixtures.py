"""What a suite asks for by name: a subject, a case, and a judge."""

from dataclasses import astuple

import pytest

from implementations import Unsupported
from suites import judgement as judgements
from suites.function import ASKED, Function
from suites.judgement import WrongAnswer
from suites.losses import Loss
from suites.reference import Reference
from suites.subject import Subject
from suites.verdict import Verdict
from xentbench import benchmarking, claims, environment, plan
from xentbench.judging import Judged, judged
from xentbench.plan import Cell
from xentbench.posing import posed
from xentbench.recording import fields
from xentbench.run import JUDGED, RUN

__all__ = [
    "case", "cross_entropy", "implementation", "judge", "keep_panel", "race", "seed", "shape",
    "subject",
]  # fmt: skip


@pytest.fixture
def implementation(request):
    """The implementation under test, imported."""
    named = request.node.callspec.params
    name = named["implementation_name"] if "cell" not in named else Cell.parse(named["cell"])
    return request.config.stash[RUN].selection.known[getattr(name, "implementation", name)]


@pytest.fixture
def case(cell, request, implementation):
    """The problem, the same for everyone unless the question is about what each is worst at."""
    question = request.function.__name__.removeprefix("test_")
    seed = request.config.stash[RUN].selection.seed
    case, told = posed(question, Cell.parse(cell), implementation, seed)
    if told:
        request.node.stash[JUDGED] = told
    return case


@pytest.fixture
def subject(cell, implementation):
    """The implementation, bound to loss, dtype and device."""
    place = Cell.parse(cell)
    return Subject(implementation, Loss(place.loss), place.dtype, place.device)


@pytest.fixture
def cross_entropy(cell, request, subject):
    """The function that the implementation computes it with, to ask properties of.

    What is drawn depends on the answers, once one is wrong, so that its record has no digest.
    """
    request.node.stash[JUDGED] = {"digest": ""}
    place = Cell.parse(cell)
    if place.loss != ASKED:
        raise Unsupported(f"properties are asked of {ASKED} alone")
    question = request.function.__name__.removeprefix("test_")
    promise = subject.implementation.promise_for(place.path(question))
    return Function(subject.implementation, ASKED, place.dtype, place.device, promise)


@pytest.fixture
def shape(cell):
    """(num_examples, num_classes) of the cell."""
    return plan.numbers(Cell.parse(cell).shape)


@pytest.fixture
def seed(request):
    """That of the run."""
    return request.config.stash[RUN].selection.seed


@pytest.fixture
def judge(cell, request, case, implementation):
    """Compare what was computed with what is true; record the verdict, then enforce it."""
    place = Cell.parse(cell)
    question = request.function.__name__.removeprefix("test_")
    kept: list[Judged] = []

    def judge(computed, reference: Reference) -> None:
        found = judged(question, place, implementation, case, computed, reference)
        if found.worse(kept[-1] if kept else None):  # of several answers the worst is recorded
            kept.append(found)
            marks = _marks(implementation, place, computed, reference, found.judgement)
            request.node.stash[JUDGED] = request.node.stash.get(JUDGED, {}) | fields(
                found.judgement, tuple(marks), found.worst
            )
        if found.complaint:
            raise WrongAnswer(found.complaint)

    return judge


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
def race(cell, request):
    """Time the cell beside all others of its heat, once it is right; tell pytest-benchmark."""
    run, place = request.config.stash[RUN], Cell.parse(cell)
    question = request.function.__name__.removeprefix("test_")

    def race(benchmark) -> None:
        told, error = run.heats.outcome(question, place, run.progress.say)
        marks = claims.admitted(run.selection.known[place.implementation])
        request.node.stash[JUDGED] = told | {"marks": (*told.get("marks", ()), *marks)}
        if error is not None:
            raise error
        if told["timing"] is not None:
            benchmarking.tell(benchmark, told["timing"], "/".join((question, *astuple(place)[1:])))

    return race


@pytest.fixture
def keep_panel(request):
    """Keep an array whole in the record, as hex floats."""

    def keep(array) -> None:
        panel = tuple(tuple(float(x).hex() for x in row) for row in array)
        request.node.stash[JUDGED] = request.node.stash.get(JUDGED, {}) | {"panel": panel}

    return keep
