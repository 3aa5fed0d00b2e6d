"""Questions that share a heat: who answers two of them has another lane, and nobody else has."""

import pytest

from implementations import Unsupported
from suites.meta._lanes import FakeLane
from suites.subject import Crashed
from xentbench.plan import Cell
from xentbench.processes import Lanes
from xentbench.race import LEAST, Patience, heat

FRESH, GIVEN = "forward_backward", "forward_backward_given_buffer"


@pytest.fixture
def lanes():
    """Of fakes; those that were started are in its `started`, by name."""

    def start(refusing=None, names=("one", "two")):
        started = []

        def lane(name):
            started.append(name)
            return Choosy(name, [], refusing or {})

        found = Lanes(names, lane)
        found.started = started
        return found

    return start


class Choosy(FakeLane):
    """Refuses questions, each with an exception."""

    def __init__(self, name, log, refused):
        super().__init__(name, log)
        self._refused = refused

    def ask(self, method, limit=None, **keywords):
        if error := self._refused.get((self.name, keywords.get("question"))):
            raise error
        return super().ask(method, limit, **keywords)


def asked(*questions, names=("one", "two")):
    return [
        (question, Cell(name, "cross_entropy", "ordinary", "float32", "32x10", "cpu"))
        for question in questions
        for name in names
    ]


def test_who_is_asked_one_question_has_one(lanes):
    """From the start on, and in every heat the same."""
    found = lanes()
    first, _ = found.claiming(asked(FRESH))
    second, _ = found.claiming(asked(GIVEN))
    assert [*first.values()] == [*second.values()] == [*found]
    assert found.started == ["one", "two"]


def test_who_answers_two_has_another_for_the_second(lanes):
    """Which is kept for the next heat; no two of those who run have the same one."""
    found = lanes({("two", GIVEN): Unsupported("it takes no memory")})
    running, refused = found.claiming(asked(FRESH, GIVEN))
    assert [(question, cell.implementation) for question, cell in running] == [
        (FRESH, "one"), (FRESH, "two"), (GIVEN, "one"),
    ]  # fmt: skip
    assert len({id(lane) for lane in running.values()}) == 3
    assert {str(error) for error in refused.values()} == {"it takes no memory"}
    assert found.claiming(asked(FRESH, GIVEN))[0] == running
    assert found.started == ["one", "two", "one"]


def test_who_crashes_is_told_once_for_each_question(lanes):
    """And costs nobody else anything."""
    found = lanes({("one", each): Crashed("gone") for each in (FRESH, GIVEN)})
    running, refused = found.claiming(asked(FRESH, GIVEN))
    assert {cell.implementation for _, cell in running} == {"two"}
    assert [(question, str(error)) for (question, _), error in refused.items()] == [
        (FRESH, "gone"), (GIVEN, "gone"),
    ]  # fmt: skip


def test_questions_share_rounds():
    """Who answers two of them takes part twice, in lanes of its own, and both are judged."""
    log = []
    lanes = {each: FakeLane(each[0], log) for each in asked(FRESH, GIVEN, names=["one"])}
    judged = []
    gate, patience = (lambda each, _: judged.append(each)), Patience(0, 0.0)
    found = heat(lanes, 0, gate, patience, lambda _: None)
    assert [*found] == [*lanes]
    assert {tuple(runner.samples) for runner in found.values()} == {tuple(range(LEAST))}
    assert judged == [*lanes, *(each for each in lanes for _ in range(2))]
    prepared = [name for name, method in log if method == "prepare"]
    assert prepared == [FRESH, GIVEN]
