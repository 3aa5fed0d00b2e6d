"""Where it breaks, as it is told: the numbers, the most telling one, and a sentence."""

import pytest

from reports import csv, html, junit, markdown, readme, terminal
from reports._cases import by_case
from reports._numbers import place
from reports._ranking import gentle_first, standings
from reports._reach import Break, Reach
from reports._reaches import tables
from reports._reading import read
from reports._scoreboard import scoreboard
from reports._sentences import sentence
from reports._telling import brief, telling
from suites.meta.test_reports_reading import record, write

ASKED = {"question": "breaks", "verdict": "", "error": None, "status": "passed"}


def broken(quantity, limit, parameter, verdict, good=1.0):
    return Break(
        quantity=quantity, limit=limit, parameter=parameter, good=good, verdict=verdict
    )  # fmt: skip


OVERFLOWS = (
    broken("value", "conditioned", 88.7229, "exceptional", 88.7225),
    broken("value", "promise", 88.7229, "exceptional", 88.7225),
    broken("value", "exceptional", 88.7229, "exceptional", 88.7225),
    broken("gradient", "conditioned", 45.4343, "inaccurate"),
    broken("gradient", "exceptional", 88.7229, "exceptional"),
)


def along(name, ray, *breaks, **facts):
    reach = Reach(begin=1.0, end=3.4e38, breaks=breaks)
    return record(**{**ASKED, "implementation": name, "regime": ray, "reach": reach, **facts})


@pytest.fixture
def run(tmp_path):
    """One that overflows, one that loses digits in bfloat16 alone, one that never breaks."""
    lost = broken("value", "conditioned", 5.6577, "absolute")
    return read(write(
        tmp_path / "results-numpy.jsonl",
        along("naive", "scale", *OVERFLOWS),
        along("naive", "classes", broken("value", "exceptional", 39446.0, "exceptional")),
        along("loses", "scale"),
        along("loses", "confident_gap", lost, dtype="bfloat16"),
        along("right", "scale"), along("right", "confident_gap", dtype="bfloat16"),
        record(implementation="right"), record(implementation="unasked"),
    ))  # fmt: skip


def of(run, name):
    return [each for each in run.records if each.implementation == name]


def test_what_is_recorded_of_a_ray_comes_back(run):
    """Nested as it is."""
    assert run.records[0].reach == Reach(begin=1.0, end=3.4e38, breaks=OVERFLOWS)
    assert run.records[-1].reach is None


@pytest.mark.parametrize(
    ("number", "text"),
    [(88.7229, "88.72"), (39446.0, "39,446"), (646.0, "646"), (1.5, "1.5"), (3.4e38, "3.4e38")],
)
def test_a_point_has_four_digits(number, text):
    """And no more, since it is not known better."""
    assert place(number) == text


def test_limits_that_are_passed_at_once_are_one_step(run):
    """The worst verdict of each point, each worse than the one before, by quantity."""
    (table,) = (t for t in tables(run.records, ["right", "naive", "loses"]) if t.dtype == "float32")
    value, gradient = table.places["naive", "scale"]
    assert (value.text, gradient.text) == ("EXC 88.72", "BAD 45.43, EXC 88.72")
    assert [place.text for place in table.places["right", "scale"]] == ["none known"] * 2
    assert table.implementations == ("right", "naive", "loses")
    assert table.rays == ("scale", "classes")


def test_the_worst_verdict_is_the_most_telling(run):
    """Of the value before the gradient, on the first ray, in the first dtype that breaks."""
    where, step = telling(of(run, "naive"))
    assert (where.quantity, where.record.regime, step.good) == ("value", "scale", 88.7225)
    assert brief(of(run, "naive"), "float32") == "EXC 88.72 (scale)"
    assert brief(of(run, "loses"), "float32") == "ABS 5.658 (confident_gap, bfloat16)"
    assert brief(of(run, "right"), "float32") == "none known"
    assert brief(of(run, "unasked"), "float32") == ""


def test_each_has_a_sentence_with_its_number(run):
    """Behind the one about regimes; nothing where no ray was followed."""
    gentle = gentle_first(run.records)
    told = {s.implementation: sentence(s, gentle) for s in standings(run.records)}
    assert told["naive"].endswith(
        ". Its value is exceptional once the largest logit is 88.72 (float32)."
    )
    assert told["loses"].endswith(
        ". Its small values begin to lose digits once the target leads by 5.658 (bfloat16)."
    )
    assert told["right"].endswith(". No break is known along 2 rays in float32, bfloat16.")
    assert "ray" not in told["unasked"]


def test_a_ray_without_words_is_told_by_its_name():
    """One that somebody added."""
    (mine,) = [along("a", "mine", broken("gradient", "promise", 3.0, "accurate"))]
    (standing,) = standings([mine])
    told = sentence(standing, gentle_first([mine]))
    assert "Its gradient is no better than accurate once `mine` is 3 (float32)." in told


def test_the_scoreboard_has_the_number_where_anybody_was_asked(run, tmp_path):
    """And no column where nobody was, as in results that are older."""
    board = scoreboard(run)
    assert board.columns[-1] == "breaks\nat"
    assert {row[1]: row[-1] for row in board.rows} == {
        "naive": "EXC 88.72 (scale)", "loses": "ABS 5.658 (confident_gap, bfloat16)",
        "right": "none known", "unasked": "",
    }  # fmt: skip
    assert "Breaks at:" in board.caption
    old = scoreboard(read(write(tmp_path / "old.jsonl", record())))
    assert old.columns[-1] == "first\nbreaks in"
    assert "Breaks at:" not in old.caption
    assert {len(row) for row in old.rows} == {len(old.columns)}


@pytest.mark.parametrize("form", [terminal, markdown, readme, html])
def test_every_table_has_the_number(run, form):
    """In the formats that have a scoreboard."""
    assert "88.72" in form.render(run)


def test_the_page_has_a_section_with_all_rays(run, tmp_path):
    """Linked from the top; where there are no rays neither is there."""
    page = html.render(run)
    assert '<section id="breaks">' in page
    assert 'title="exceptional at 88.7229, not yet at 88.7225"' in page
    assert 'title="none known up to 3.4e38"' in page
    assert 'href="#breaks"' in page
    old = html.render(read(write(tmp_path / "old.jsonl", record())))
    assert "#breaks" not in old
    assert 'id="breaks"' not in old


def test_a_break_at_the_beginning_is_told_as_one():
    """There is no good point before it."""
    one = broken("value", "promise", 1.0, "inaccurate", None)
    (table,) = tables([along("a", "scale", one)], ["a"])
    assert table.places["a", "scale"][0].steps[0].good is None


def test_a_ray_that_was_followed_makes_nobody_right_in_a_case(run):
    """It cannot be failed by breaking somewhere; who failed it was wrong in the case."""
    assert not by_case(each for each in run.records if each.reach)
    failed = along("a", "scale", status="failed", reason="broken at once")
    assert [*by_case([failed]).values()] == [[failed]]


@pytest.mark.parametrize("form", [csv, junit])
def test_the_other_formats_take_it(run, form):
    """A record with a ray is one like any other."""
    assert "breaks" in form.render(run)
