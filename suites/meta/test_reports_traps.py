"""Traps: told of whoever is caught, by counts and answers alone, and of nobody else."""

import re
from pathlib import Path

import pytest

from reports import _traps
from reports._trap import Trap
from suites.meta._runs import asked, hostile

ROOT = Path(__file__).parents[2]
NONE, BELOW, DIGIT, BREAKS, ZERO, IGNORED, NOTHING, RESCUES = (k.title for k in _traps.KINDS)


def answer(computed: float, exact: float, **more):
    """The worst place of a record, as it is written."""
    return {"computed": computed.hex(), "exact": [exact.hex(), (0.0).hex()], **more}


def told(*records, kind=None) -> list[Trap]:
    """Every trap, or those of one *kind*."""
    found = _traps.traps(records)
    rows = [row for caught in found if kind in (None, caught.title) for row in caught.rows]
    return [trap for row in rows for trap in row]


def sentences(*records, kind=None):
    return [trap.sentence for trap in told(*records, kind=kind)]


def test_zeros_are_counted_and_the_largest_that_vanished_is_shown():
    """Neither 0 for a subnormal number nor another wrong answer is what the count is about."""
    normal = answer(0.0, 2.0**-22, entry=1, logits=[(0.0).hex(), (-15.0).hex()])
    facts = {"loss": "binary", "verdict": "absolute", "regime": "confident", "absolute_ratio": 5.0}
    one = asked("a", **facts, worst=normal, counts={"zeros": 1234, "entries": 4000})
    less = asked("a", **facts, worst=answer(0.0, 2.0**-30), counts={"zeros": 3, "entries": 1000})
    tiny = asked("a", **facts, worst=answer(0.0, 2.0**-130), counts={"zeros": 3, "entries": 1000})
    other = asked("a", **facts, worst=answer(1.0, 2.0), counts={"zeros": 1, "entries": 1000})
    assert sentences(tiny, less, one, other) == [
        "`a` answers exactly 0 for 1,241 of 7,000 values of `binary`, where normal numbers are "
        "true: 2.38419e-07 at the logit -15, in `confident` (float32)."
    ]
    assert sentences(tiny) == [
        "`a` answers exactly 0 for 3 of 1,000 values of `binary`, where normal numbers are true, "
        "in `confident` (float32)."
    ]


def test_zeros_of_gradients_and_flushed_numbers_are_no_trap():
    """A gradient may be 0 to the last bit, and a subnormal loss is another matter."""
    gradient = asked("a", question="gradient", counts={"zeros": 9, "entries": 9})
    assert not told(gradient, asked("a", counts={"zeros": 0, "flushed": 9, "entries": 9}))


def test_who_loses_more_beside_one_is_told_first():
    """Not who loses more of them: a small loss costs less, however often it is lost."""
    counts = {"zeros": 9, "entries": 9}
    often = asked("a", loss="one", absolute_ratio=1.0, counts=counts)
    much = asked("a", loss="other", absolute_ratio=5.0, counts={**counts, "zeros": 1})
    assert [trap.loss for trap in told(often, much)] == ["other", "one"]


def test_nan_for_a_finite_number_is_no_number():
    """Not for an infinite one, and not NaN for NaN; shown is the largest of the usual dtype."""
    facts = {"loss": "soft", "verdict": "exceptional", "status": "known failure", "regime": "mask"}
    lost = asked("a", **facts, worst=answer(float("nan"), 0.25))
    small = asked("a", **facts, worst=answer(float("nan"), 2.0**-60))
    finite = asked("a", **facts, worst=answer(3.0, float("inf")))
    fine = asked("a", loss="soft", worst=answer(float("nan"), float("nan")))
    endless = asked("a", **facts, worst=answer(float("nan"), float("inf")))
    wide = asked("a", **facts, dtype="float64", worst=answer(float("inf"), 9.0))
    records = wide, small, lost, finite, fine, endless
    for recorded in (records, records[::-1]):  # the usual dtype, and neither the first nor the last
        assert sentences(*recorded, kind=NONE) == [
            "`a` answers nan where the value of `soft` is 0.25, in `mask` (float32); so in 3 of 6 "
            "cells."
        ]


def test_a_negative_loss_is_shown_where_one_was_recorded():
    """The worst place may be another: then only the count is told."""
    facts = {"verdict": "exceptional", "counts": {"negative": 2, "entries": 64}}
    seen = asked("a", **facts, worst=answer(-(2.0**-20), 2.0**-40))
    other = asked("b", **facts, worst=answer(float("nan"), 1.0))
    assert [trap.example for trap in told(seen, other, kind=BELOW)] == [
        "-9.53674e-07 for 9.09495e-13", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("computed", "exact", "said"),
    [(0.0, 2.0**-70, "off by 100 %"), (1.5, 1.0, "off by 50 %"), (-34.0, 1.0, "off by 35.0 times"),
     (1.25, 1.0, None), (0.0, 0.0, None)],
)  # fmt: skip
def test_half_of_what_is_true_is_not_a_digit(computed, exact, said):
    """Relative to the exact value; where that is 0 there is nothing to be relative to."""
    wrong = {"verdict": "inaccurate", "status": "failed", "question": "gradient"}
    found = sentences(asked("a", **wrong, worst=answer(computed, exact)), kind=DIGIT)
    assert bool(found) == bool(said)
    assert not said or said in found[0]
    assert not told(asked("a", verdict="absolute", worst=answer(computed, exact)), kind=DIGIT)


def test_nan_of_what_is_ignored_is_told_though_it_passes():
    """The worst place does not show it, so nothing is shown; one that fails does not pass."""
    counts = {"NaN of ignored": 7, "second answer": 9, "entries": 100}
    facts = {"question": "gradient", "loss": "masked", "regime": "table", "counts": counts}
    told_passing, told_failing = (
        sentences(asked("a", **facts, **more), kind=IGNORED)
        for more in ({}, {"status": "failed", "verdict": "exceptional"})
    )
    assert told_passing == [
        "`a` answers nan in 7 of 100 entries of the gradient of `masked`, where an example does "
        "not count and 0 is true, and passes: in `table` (float32)."
    ]
    assert "and passes" not in told_failing[0]
    other = {**facts, "counts": {**counts, "NaN of ignored": 0}}
    assert not told(asked("a", **other), kind=IGNORED)


def test_nothing_over_nothing_tells_which_answer_was_given():
    """Of a loss that nobody was asked anything else of: one infinite mean is no such loss."""
    whole = {"verdict": "", "error": 0.0, "counts": {"entries": 1, "two accepted": 1}}
    nan = asked("a", loss="empty", **whole, worst=answer(float("nan"), 0.0))
    zero = asked("b", loss="empty", **whole, worst=answer(0.0, 0.0))
    assert [trap.told.partition(",")[0] for trap in told(nan, zero, kind=NOTHING)] == [
        "answers nan for the one number of `empty`", "answers 0 for the one number of `empty`",
    ]  # fmt: skip
    assert not told(nan, zero, asked("c", loss="empty"), kind=NOTHING)
    infinite = asked("a", loss="empty", **whole, worst=answer(float("nan"), float("inf")))
    assert not told(infinite, kind=NOTHING)


def test_the_report_names_nothing_that_it_finds():
    """No loss and no implementation stands in the code: those that are caught name themselves."""
    folders = ROOT / "suites" / "losses", ROOT / "implementations"
    words = {path.stem for folder in folders for path in folder.glob("[a-z]*.py")}
    assert {"focal", "soft_targets", "torch_eager"} <= words
    for file in ("_traps", "_trap", "_caught", "_beside", "_answers"):
        text = (ROOT / "reports" / f"{file}.py").read_text("utf-8")
        assert not words & {*re.findall(r"\w+", text)}


def test_whatever_a_stranger_writes_is_no_number(tmp_path):
    """Text where a hex float belongs neither raises nor is told as an answer."""
    assert not _traps.traps(hostile(tmp_path).records)
