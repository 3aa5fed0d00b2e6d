"""Who stands where, what is alike and what is worst: computed from records alone."""

import math

import pytest

from reports._failures import alike, spread
from reports._numbers import decimal, duration, largest, metric, multiple, short
from reports._ranking import gentle_first, standings
from reports._record import VERDICTS
from reports._verdicts import CODES, worst
from suites.meta.test_reports_reading import record

NAIVE = {"implementation": "numpy_naive", "verdict": "exceptional", "error": math.nan}


def ranked(*records):
    return {s.implementation: s.rank for s in standings(records)}


def test_the_worst_verdict_ranks_before_any_share():
    """One absolute answer costs more than any number of accurate ones."""
    steady = [record(implementation="a", regime=name, verdict="accurate") for name in "xyz"]
    brilliant = [record(implementation="b", regime=name, verdict="faithful") for name in "xy"]
    lapse = record(implementation="b", regime="z", verdict="absolute")
    assert ranked(*brilliant, lapse, *steady) == {"a": 1, "b": 2}


def test_equal_shares_share_a_rank():
    """And the next one is third."""
    names = {"a": "faithful", "b": "accurate", "c": "faithful"}
    found = ranked(*(record(implementation=name, verdict=v) for name, v in names.items()))
    assert found == {"a": 1, "c": 1, "b": 3}


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "failed"},
        {"status": "known failure"},
        {"status": "failed", "verdict": "", "question": "untouched"},
        {"verdict": "exceptional"},
    ],
    ids=["failed", "known failure", "contract", "promised nothing"],
)
def test_a_wrong_implementation_is_below_every_right_one(wrong):
    """However good the rest of its answers are, it has no rank."""
    best = [record(regime=f"r{i}", verdict="correctly rounded") for i in range(9)]
    worst = record(implementation="poor", verdict="absolute")
    found = standings([*best, record(**{"verdict": "correctly rounded", **wrong}), worst])
    assert [(s.implementation, s.rank) for s in found] == [("poor", 1), ("numpy_logsumexp", None)]


def test_what_was_not_asked_is_last_and_has_no_rank():
    """Not even behind a wrong one does it count as having answered."""
    absent = record(implementation="absent", status="skipped", verdict="")
    assert list(ranked(absent, record(status="failed")).items()) == [
        ("numpy_logsumexp", None),
        ("absent", None),
    ]


def test_the_gentlest_regime_is_the_one_that_breaks_the_fewest():
    """Whatever the order of the records."""
    everyone = [record(**{**NAIVE, "implementation": name}, regime="harsh") for name in "ab"]
    one = record(**NAIVE, regime="mild")
    assert gentle_first([*everyone, one, record(regime="calm")]) == {
        "float32": ("calm", "mild", "harsh")
    }


def test_no_implementation_crowds_another_out():
    """Of the kinds of failures a few are shown, and everyone's most frequent one is."""
    busy = [record(status="failed", reason=word) for word in ("one", "two", "two", "three")]
    quiet = record(status="failed", reason="[1.5, 2.5] is late", implementation="quiet")
    again = record(status="failed", reason="[1.5, 2.5, -inf] is late", implementation="quiet")
    groups = alike([*busy, quiet, again], "failed")
    assert [(group.reason, len(group.records)) for group in spread(groups, 2)] == [
        ("two", 2), ("[1.5, 2.5] is late", 2)
    ]  # fmt: skip


def test_failures_that_differ_in_numbers_and_axes_are_alike():
    """What is shown is the first one; another reason or implementation stays apart."""
    reasons = ["nan at row 3 in shifted", "nan at row 17 in tied", "raised ValueError"]
    regimes = ["shifted", "tied", "shifted"]
    records = [
        record(status="failed", reason=reason, regime=regime)
        for reason, regime in zip(reasons, regimes, strict=True)
    ]
    other = record(status="failed", reason=reasons[0], implementation="b")
    found = [(group.implementation, len(group.records)) for group in alike([*records, other],
             "failed")]  # fmt: skip
    assert found == [("numpy_logsumexp", 2), ("numpy_logsumexp", 1), ("b", 1)]


def test_numbers_print_as_an_error_is_known():
    """Two digits, and nothing where nothing is known."""
    found = [short(x) for x in (0.5, 3.21, 64.5, 151.2, 1.7e7, 3.1e-5, 999.9, 0, 2.0, None)]
    assert found == ["0.5", "3.2", "64", "151", "1.7e7", "3.1e-5", "1e3", "0", "2", ""]
    assert [short(x) for x in (math.inf, math.nan)] == ["inf", "nan"]
    assert str(largest([3.0, math.nan, None, math.inf])) == "nan"
    assert largest([3.0, None, math.inf]) == math.inf
    assert [decimal(x) for x in ("0x1.64p+6", ["0x1p-1", "0x0p+0"], "nan", "many", 7)] == [
        "89", "0.5", "nan", "many", "7"
    ]  # fmt: skip
    assert [duration(x) for x in (0.42, 59.7, 185, 7800)] == [
        "0.4 s", "1 min 0 s", "3 min 5 s", "2 h 10 min"
    ]  # fmt: skip


def test_numbers_have_three_digits_and_a_unit():
    """Rounded before the prefix is chosen, so that nobody reads of 1000 µs."""
    found = [metric(x, "s") for x in (1.234e-5, 9.999e-4, 0.05, 1.0, 75.25, 3.2e-9, 0)]
    assert found == [
        "12.3 µs", "1.00 ms", "50.0 ms", "1.00 s", "75.2 s", "3.20 ns", "0 s"
    ]  # fmt: skip
    assert [metric(x, "B") for x in (999, 65_667_072, 5e15)] == ["999 B", "65.7 MB", "5000 TB"]
    assert [metric(x, "s") for x in (math.nan, math.inf)] == ["nan", "inf"]
    assert [multiple(x) for x in (0.0123, 1, 1.384, 9.999, 13.84, 2504)] == [
        "0.0123", "1.00", "1.38", "10.0", "13.8", "2504"
    ]  # fmt: skip


def test_every_verdict_has_a_code_of_its_own():
    """In the same order, so that a legend reads from best to worst."""
    assert list(CODES) == list(VERDICTS)
    assert len(set(CODES.values())) == len(CODES)


def test_the_worst_of_several_answers_hides_none():
    """The worst verdict, the largest error and the worst status may come from different ones."""
    found = worst(
        [
            record(verdict="accurate", error=7.0, status="failed"),
            record(verdict="absolute", error=0.75, marks=("NZ",)),
            record(status="skipped", verdict="", error=None),
        ]
    )
    assert (found.text, found.failed, found.marks) == ("ABS 7", True, ("NZ",))
    nothing = record(verdict="", error=None)
    skipped = record(status="skipped", verdict="", error=None)
    assert worst([skipped]).text == "skipped"
    assert worst([skipped, nothing]).text == "n/a"
