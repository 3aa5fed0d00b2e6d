"""A loss beside the main one: told where one is right and the other is lost, in the same cell."""

import pytest

from reports._trap import Groups, grouped
from suites.meta._runs import asked
from suites.meta.test_reports_traps import BREAKS, RESCUES, answer, told

LOST = {"verdict": "absolute", "worst": answer(0.0, 2.0**-20)}


def pair(own, other, loss="smooth", **where):
    """The same cell of a loss and of the main one, of which there are more."""
    more = [asked("a", loss="plain", regime=f"r{n}") for n in range(3)]
    return [
        asked("a", loss="plain", function="f", **where, **other),
        asked("a", loss=loss, function="f", **where, **own),
        *more,
    ]


def test_the_main_loss_is_the_one_that_most_was_asked_of():
    """What was skipped or timed counts for nothing, and nobody wrote its name down."""
    skipped = [asked("a", loss="x", regime=f"r{n}", status="skipped") for n in range(9)]
    assert grouped([*skipped, *pair({}, {})]).main == "plain"
    assert Groups().main == ""


@pytest.mark.parametrize(
    ("own", "other", "kind"),
    [({}, LOST, RESCUES), (LOST, {}, BREAKS), ({}, {}, None), (LOST, LOST, None)],
)
def test_one_is_lost_and_the_other_is_not(own, other, kind):
    """Two that are both right, or both lost, say nothing about the loss."""
    for each in (RESCUES, BREAKS):
        found = told(*pair(own, other), kind=each)
        assert [trap.loss for trap in found] == (["smooth"] if each == kind else [])
    if kind:
        (trap,) = told(*pair(own, other), kind=kind)
        assert (trap.number, trap.of, trap.example) == (1, 1, "0 for 9.53674e-07")
        assert trap.shown.loss == ("plain" if kind == RESCUES else "smooth")


def test_rescued_and_broken_are_told_with_what_was_lost():
    """By the loss of the lost answer, whichever of the two it was."""
    (saved,) = told(*pair({}, LOST, regime="confident"), kind=RESCUES)
    assert saved.sentence == (
        "`a` has right with `smooth` what it loses with `plain`: 0 for 9.53674e-07 in the value, "
        "in `confident` (float32); so in 1 of 1 cell."
    )
    (broken,) = told(*pair(LOST, {}, regime="confident"), kind=BREAKS)
    assert broken.told.startswith("loses with `smooth` what it has right with `plain`: 0 for ")


@pytest.mark.parametrize(
    "apart",
    [{"regime": "other"}, {"dtype": "float64"}, {"shape": "2x3"}, {"question": "gradient"},
     {"seed": 1}, {"digest": "e"}, {"function": "g"}, {"implementation": "b"}],
)  # fmt: skip
def test_only_answers_about_the_same_inputs_are_compared(apart):
    """By the same function of the same implementation: anything else would compare two things."""
    first, second, *more = pair({}, LOST)
    assert told(first, second, *more, kind=RESCUES)
    other = asked(**{"implementation": "a", "loss": "smooth", "function": "f", **apart})
    assert not told(first, other, *more, kind=RESCUES)


def test_nothing_to_judge_is_neither_right_nor_lost():
    """A cell that the table decided alone rescues nobody; one without an answer is lost."""
    idle = {"verdict": "", "error": None}
    assert not told(*pair(idle, LOST))
    assert not told(*pair(idle, {}))
    crashed = {**idle, "status": "failed", "reason": "RuntimeError: no. More"}
    (trap,) = told(*pair(crashed, {}), kind=BREAKS)
    assert "RuntimeError: no. More in the value" in trap.sentence


def test_a_broken_promise_alone_loses_nothing():
    """Accurate and less than was promised is still accurate: promises decide no trap."""
    modest = {"verdict": "accurate", "status": "failed", "promise": "faithful"}
    assert not told(*pair(modest, {}))


def test_the_poorer_verdict_is_told_first():
    """Before the one that loses more cells."""
    where = [{"regime": f"r{n}"} for n in range(2)]
    poor = {"verdict": "exceptional", "status": "failed", "worst": answer(float("nan"), 1.0)}
    records = [
        *(asked("a", loss="plain", function="f", regime=f"r{n}") for n in range(5)),
        *(asked("a", loss="often", function="f", **LOST, **each) for each in where),
        asked("a", loss="badly", function="f", **poor, **where[0]),
    ]
    assert [trap.loss for trap in told(*records, kind=BREAKS)] == ["badly", "often"]
