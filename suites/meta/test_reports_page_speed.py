"""The races on the page: places are for who is right, and nobody who was left out is forgotten."""

import math
import re
from dataclasses import replace
from itertools import combinations

import pytest

from reports import html
from reports._numbers import metric, percent
from reports._page import frontier, spread
from reports._page.cases import cases
from reports._page.speed import heats
from reports._vega import chart
from suites.meta._runs import NAMES, asked, everything, judged, races, run, untimed
from suites.meta._timings import timed, timing


def places(found):
    return [(entry.name, found.label(entry)) for entry in found.race.entries]


def heat(records, question="forward_backward", dtype="bfloat16"):
    found = heats(records)
    (one,) = (h for h in found if (h.race.question, h.race.dtype) == (question, dtype))
    return one


def test_a_wrong_implementation_has_no_place_and_is_not_called_fastest():
    """It stands behind those who are right, with its time."""
    found = heat(everything())
    assert places(found) == [("torch_right", "1"), ("torch_slow", "2"), ("torch_wrong", "~")]
    assert found.sentence.startswith("`torch_right` is the fastest of 2 right ones, with 10")


def test_places_do_not_count_the_wrong():
    """Three are faster, and one of them is right: its follower is second, not fourth."""
    truth = {"b": 0.002, "a": 0.001, "torch_right": 0.01, "torch_slow": 0.02}
    wrong = {"verdict": "inaccurate", "dtype": "float32", "shape": "2x131072"}
    records = [timed(name, seconds) for name, seconds in truth.items()]
    records += [asked("a", **wrong, status="failed"), asked("b", **wrong, status="known failure")]
    assert places(heat(records, dtype="float32")) == [
        ("torch_right", "1"), ("torch_slow", "2"), ("a", "!"), ("b", "~"),
    ]  # fmt: skip


def test_a_failed_record_has_no_place_even_with_a_time():
    """Its status decides, whatever the rest of the case says."""
    (found,) = heats([timed("a", 0.001, status="known failure"), timed("b", 0.01)])
    assert places(found) == [("b", "1"), ("a", "~")]


def test_ties_are_marked():
    """As in other tables of results: =1, =1, 3."""
    records = [*judged(), *races(torch_right=0.01, torch_slow=0.01)]
    found = heat(records)
    assert [label for _, label in places(found)] == ["=1", "=1"]
    assert "tie for the fastest of 2 right ones" in found.sentence


def test_nobody_right_nobody_first():
    """The only one that was timed is wrong in the case."""
    found = heat([*judged(), *races(torch_wrong=0.01)])
    assert places(found) == [("torch_wrong", "~")]
    assert found.race.reference.relative.median == 1
    assert "nobody has a place; ratios are to the fastest of all" in found.sentence


def test_who_was_not_timed_is_listed_with_the_reason():
    """And who was, on another day."""
    late = timed("b", 0.1, timing=timed("b", 0.1).timing)
    early = timed("c", 0.1)
    old = timed("c", 0.1, timing=type(early.timing)(**{**vars(early.timing), "heat": "2025"}))
    (found,) = heats([late, old, untimed("a")])
    assert found.others == {
        "a call takes longer than the budget": ("a",),
        "timed at another time, so not comparable": ("c",),
    }


def test_instability_and_reasons_are_on_the_page(tmp_path):
    """A median that is not to be relied on says so beside itself."""
    one = timed("torch_right", 0.01, dtype="bfloat16")
    shaky = type(one.timing)(**{**vars(one.timing), "unstable": "drifted by 12 %"})
    page = html.render(run(tmp_path, *judged(), timed("torch_right", 0.01, timing=shaky)))
    assert "drifted by 12 %" in page
    marked = re.findall(
        '<tr[^>]*>(?:(?!</tr>).)*<abbr title="unstable: drifted by 12 %">', page, re.DOTALL
    )
    assert len(marked) == 2, "in the cases and on the scoreboard"


def test_figures_are_drawn_in_the_colours_of_the_page():
    """And hold no address, no script and no identifier that two of them could share."""
    records = everything()
    for figure in (spread.figure(heat(records)), frontier.figure(cases(records)[-1])):
        assert figure.startswith("<svg")
        assert "var(--ink)" in figure
        assert "torch_wrong" in figure
        assert not [part for part in ("<script", " id=", "<image", "href=") if part in figure]


def test_the_dashed_line_is_the_yardstick(monkeypatch):
    """A millisecond, whatever the implementations take."""
    drawn = []
    monkeypatch.setattr(spread, "chart", lambda values: drawn.append(values) or chart(values))
    spread.figure(heat([*judged(), timed("torch_right", 0.01, dtype="bfloat16")]))
    assert [{"at": 1e-3}] in drawn


@pytest.mark.parametrize("seconds", [0.0, math.nan, math.inf])
def test_impossible_times_are_no_end_of_the_page(tmp_path, seconds):
    """Whoever wrote them, the rest is still to be read."""
    measured = timing({0: 0.01, 1: 0.01})
    wrong = replace(measured, median=seconds, p20=seconds, p80=seconds, ratio=seconds)
    names = "torch_right", "torch_slow"
    strange = [timed(name, 0.01, dtype="bfloat16", timing=wrong) for name in names]
    page = html.render(run(tmp_path, *judged(), *strange))
    assert "torch_right" in page


@pytest.mark.parametrize("seconds", [math.nan, math.inf])
def test_a_ratio_of_impossible_samples_is_blank(tmp_path, seconds):
    """It is no number, and there is no place for it in a figure."""
    samples = replace(timing({0: 0.01, 1: 0.01}), seconds=(seconds, seconds))
    strange = [timed(name, 0.01, dtype="bfloat16", timing=samples) for name in NAMES[:2]]
    page = html.render(run(tmp_path, *judged(), *strange))
    assert ">nan" not in page
    assert "Time against error" not in page


def test_names_in_a_figure_do_not_cover_each_other():
    """Six marks in one place have six lines; one that is alone stays beside its mark."""
    marks = [(10.0 + n, 220.0, "torch_compiled") for n in range(6)] + [(300.0, 20.0, "alone")]
    found = frontier.heights(marks)
    assert all(abs(one - other) > 10 for one, other in combinations(found[:6], 2))
    assert max(found) <= 230, "that is where the figure ends"
    assert found[6] == 20.0


def test_what_is_not_known_is_blank():
    """Nothing is no zero."""
    assert (metric(None, "B"), percent(None)) == ("", "")


def test_sizes_are_those_of_the_other_formats():
    """Megabytes of a million bytes."""
    assert metric(65_667_072, "B") == "65.7 MB"
