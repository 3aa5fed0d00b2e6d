"""Which one for your case: only who is right is recommended, and by its time."""

import re
from types import SimpleNamespace

import pytest

from reports._cases import band
from reports._intervals import Interval
from reports._page.advice import _fast, advice, caveats, leaders
from reports._page.board import board
from reports._page.cases import cases
from reports._scoreboard import scoreboard
from suites.meta._runs import asked, everything, judged, races, run, untimed

FEW = {"dtype": "float32", "shape": "64x10", "regime": "ordinary"}


def case(records, dtype="bfloat16", which="many"):
    (found,) = (c for c in cases(records) if (c.dtype, c.band) == (dtype, which))
    return found


def test_bands_are_those_of_the_numbers_of_classes():
    """1,024 is few yet; examples do not count."""
    assert [band(shape) for shape in ("9999x10", "1x1024", "1x1025", "64x128256")] == [
        "few", "few", "many", "many",
    ]  # fmt: skip


def test_who_is_wrong_in_one_cell_is_not_recommended_however_fast():
    """torch_wrong is five times as fast and wrong in 1 of 4 cells of the case."""
    records = everything()
    assert advice(case(records)) == (
        "bfloat16 with 128,256 classes on cpu: `torch_right` is right in all 4 cells with so "
        "many classes and the fastest of those; `torch_slow` takes 3.07 times as long."
    )
    assert leaders(case(records)) == ("torch_right",)
    *_, last = [c for c in case(records).contenders if c.standing.asked]
    assert (last.name, last.right, last.main.place) == ("torch_wrong", False, None)
    assert last.main.relative.median == pytest.approx(0.2, rel=0.1)


def test_who_is_wrong_elsewhere_is_recommended_where_it_is_right():
    """In float32 torch_wrong passed everything, so there it is the fastest."""
    found = case(everything(), "float32")
    assert leaders(found) == ("torch_wrong",)
    assert re.search(r"; `torch_right` takes 5\S* times .* and `torch_slow` takes", advice(found))
    told = "Largest error: `torch_wrong` 0.75 ulp. Wrong in other cases: `torch_wrong` in 1 cell."
    assert caveats(found) == told
    assert caveats(case(everything())) == "Largest error: `torch_right` 0.75 ulp."


def test_a_wrong_answer_at_the_timed_shape_counts():
    """A failed question about speed is a cell of its case like every other."""
    late = untimed("torch_right", status="failed", dtype="bfloat16", verdict="inaccurate", error=9)
    records = [*judged(), *races(torch_slow=0.03), late]
    assert leaders(case(records)) == ("torch_slow",)


def test_a_tie_of_different_times_blames_the_run():
    """Whose interval lies above 1 is no equal: it is the noise that hides who is faster."""

    def tied(low, high):
        ratios = Interval(1, 1, 1), Interval((low + high) / 2, low, high)
        found = [SimpleNamespace(main=SimpleNamespace(relative=ratio)) for ratio in ratios]
        return _fast(found, found)

    assert tied(0.9, 1.2) == "tie for the fastest (0.900 to 1.20 times as long)"
    assert tied(1.3, 2.8) == (
        "are as fast for all that this run can tell (1.30 to 2.80 times as long)"
    )


def test_ties_are_told_as_ties():
    """Neither of two that take the same time is called the fastest."""
    records = [*judged(), *races(torch_right=0.01, torch_slow=0.01)]
    told = advice(case(records))
    assert re.search("`torch_(right|slow)` and `torch_(right|slow)` are right in all 4 cells", told)
    assert re.search(r"tie for the fastest \((0.9|1.0)\S* to (0.9|1.0)\S* times as long\).$", told)


@pytest.mark.parametrize(
    ("records", "told"),
    [
        ([asked("a", **FEW)], "`a` is right in the only cell with so few classes; nobody else is,"),
        (
            [asked("a", **FEW), asked("b", **FEW)],
            "float32 with 10 classes on cpu: `a` and `b` are right in the only cell with so few "
            "classes; none of these was timed.",
        ),
        (
            [asked("a", **FEW, status="failed", verdict="inaccurate", reason="off")],
            "nobody is right in all cells with so few classes. Closest is `a`, right in 0 of 1 "
            "cell, wrong first in `ordinary`.",
        ),
    ],
)
def test_without_times_or_without_right_ones(records, told):
    """Then nobody is called fast, and nobody right."""
    assert told in advice(case(records, "float32", "few"))


def test_what_was_not_asked_makes_no_case():
    """A dtype that nobody supports is no case that one could be advised about."""
    assert not cases([asked("a", **FEW, status="unsupported", verdict="", error=None)])


def test_the_scoreboard_says_in_words_why_somebody_has_no_rank(tmp_path):
    """How many cells, where first, and what the file says of most of them."""
    made = run(tmp_path, *everything())
    rows = {row.standing.implementation: row for row in board(made).rows}
    assert rows["torch_wrong"].rank == ""
    assert rows["torch_wrong"].reason == (
        "1 known failure, first in `large_offset`. Always (1): a large logit cancels the "
        "log-sum-exp"
    )
    assert rows["torch_late"].reason == "not asked: a call takes longer than the budget"
    assert [rows[name].rank for name in ("torch_right", "torch_slow")] == ["=1", "=1"]
    (row,) = [row for row in scoreboard(made).rows if row[1] == "torch_wrong"]
    assert row[-1] == "large_offset (bfloat16)"


def test_who_is_wrong_where_it_is_timed_is_counted_once(tmp_path):
    """What is asked again before it is timed is no second failure, unless it is the only one."""
    broken = {"status": "known failure", "verdict": "inaccurate", "reason": "off"}
    late = untimed("a", **broken)
    for records in ([asked("a", **FEW, **broken), late, late], [asked("a", **FEW), late]):
        made = run(tmp_path, *records)
        (row,) = board(made).rows
        assert row.reason.startswith("1 known failure, ")


def test_who_breaks_the_contract_alone_is_told_so(tmp_path):
    """No regime is named, since no value and no gradient is wrong."""
    contract = {"question": "single_class", "verdict": "", "error": None, "reason": "refused"}
    made = run(tmp_path, asked("a", **FEW), asked("a", **FEW, **contract, status="failed"))
    (row,) = board(made).rows
    assert row.reason == "1 failed, of the contract alone (`single_class`). Always (1): refused"
    (contender,) = case(made.records, "float32", "few").contenders
    assert (contender.right, contender.misjudged) == (False, False)


def test_wrong_as_promised_has_no_rank_either(tmp_path):
    """Who promises nothing keeps it, and is wrong all the same."""
    made = run(tmp_path, asked("a", **FEW, verdict="inaccurate", promise="inaccurate"))
    (row,) = board(made).rows
    assert (row.rank, row.reason) == ("", "1 wrong as promised, first in `ordinary`. ")
    (contender,) = case(made.records, "float32", "few").contenders
    assert contender.misjudged
