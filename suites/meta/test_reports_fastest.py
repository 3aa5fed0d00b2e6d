"""The fastest is the same everywhere: of those who are right in the case, and over whom ratios are.

torch_wrong is five times as fast as torch_right in bfloat16, and wrong at another shape.
"""

import csv as stdlib_csv
import re
from xml.etree import ElementTree

import pytest

from reports import _figure, csv, html, markdown, readme, terminal
from reports._headline import few
from reports._numbers import multiple
from reports._races import races
from reports._throughput import largest_first
from suites.meta._runs import NAMES, asked, everything, judged, run
from suites.meta._runs import races as timed_races
from suites.meta._timings import timed

#: Below which a line begins or contains the name of who raced, and has its ratio.
BEGINNINGS = {
    terminal: "Forward and backward of", markdown: "## Throughput", readme: "implementation",
}  # fmt: skip
BROKEN = {"dtype": "bfloat16", "shape": "2x131072", "verdict": "inaccurate"}


def bfloat16():
    """So that there is one race of forward and backward to look at in every format."""
    return [record for record in everything() if record.dtype == "bfloat16"]


def race(records):
    (found,) = (r for r in races(records) if r.question == "forward_backward")
    return found


def words(form, made, name):
    """What a format tells of *name* in forward and backward, with one blank between words."""
    if form is csv:
        rows = stdlib_csv.DictReader(csv.render(made).splitlines())
        rows = (row for row in rows if row["question"] == "forward_backward")
        row = next(row for row in rows if row["implementation"] == name)
        return f" {multiple(float(row['timing.relative']))} {row['timing.place']} "
    report = form.render(made)
    if form is html:
        table = report.partition('id="cells"')[0].rpartition("<h3>forward_backward in")[2]
        row = table.partition(f'<tr data-implementation="{name}"')[2].partition("</tr>")[0]
        line = re.sub("<[^>]+>", " ", row)
    else:
        lines = report.partition(BEGINNINGS[form])[2].splitlines()
        line = next(line for line in lines if name in line)
    return f" {' '.join(line.replace('|', ' ').split())} "


@pytest.mark.parametrize("form", [terminal, markdown, readme, csv, html])
def test_the_ratio_of_one_time_is_one_number(tmp_path, form):
    """In every format, to the fastest right one; and who is wrong has a mark beside it."""
    made = run(tmp_path, *bfloat16())
    first, second, wrong = race(made.records).entries
    assert (first.name, second.name, wrong.name) == NAMES
    assert wrong.relative.median == pytest.approx(0.2, rel=0.1)
    for entry in (first, second):
        assert f" {multiple(entry.relative.median)} " in words(form, made, entry.name)
        assert f" {multiple(entry.relative.median)} ~" not in words(form, made, entry.name)
    assert f" {multiple(wrong.relative.median)} ~ " in words(form, made, wrong.name)


def test_who_is_wrong_has_no_place_and_ties_with_nobody():
    """Not even by the same time; it stands behind all who are right, with its mark."""
    records = [*judged(), *timed_races(torch_wrong=0.01, torch_right=0.01, torch_slow=0.03)]
    found = race([record for record in records if record.dtype == "bfloat16"])
    *right, last = found.entries
    assert [(entry.name, entry.place) for entry in right] == [("torch_right", 1), ("torch_slow", 2)]
    assert (last.name, last.place, last.mark, last.right) == ("torch_wrong", None, "~", False)
    assert found.reference is right[0]
    assert not found.tied(right[0])


def test_wrong_in_another_case_is_right_here():
    """A time in float32 has nothing to do with an answer in bfloat16."""
    (_, found) = [r for r in races(everything()) if r.dtype == "float32"]
    assert (found.reference.name, found.reference.place) == ("torch_wrong", 1)
    assert found.right == found.entries


@pytest.mark.parametrize(
    ("status", "mark"), [("failed", "!"), ("known failure", "~"), ("passed", "~")]
)
def test_marks_say_who_is_at_fault(status, mark):
    """! was not predicted; ~ was, by a known failure or by a promise of nothing better."""
    broken = asked("a", **BROKEN, status=status)
    entries = race([timed("a", 0.1, dtype="bfloat16"), broken]).entries
    assert [(entry.place, entry.mark) for entry in entries] == [(None, mark)]


@pytest.mark.parametrize("form", [terminal, markdown, readme, html])
def test_where_nobody_is_right_that_is_said(tmp_path, form):
    """Ratios are to the fastest of all there, who is not called the fastest right one."""
    broken = [asked(name, **BROKEN, status="known failure") for name in "ab"]
    raced = [timed(name, seconds, dtype="bfloat16") for name, seconds in (("a", 0.2), ("b", 0.1))]
    made = run(tmp_path, *broken, *raced)
    first, last = race(made.records).entries
    assert [(e.name, e.place, e.relative.median) for e in (first, last)] == [
        ("b", None, 1.0), ("a", None, 2.0),
    ]  # fmt: skip
    where = (
        "nobody has a place;" if form is html else "right in bfloat16, 64x128256, on cpu: there,"
    )
    assert f"{where} ratios are to the fastest of all" in " ".join(form.render(made).split())


def test_names_are_in_the_order_of_the_largest_race():
    """Of the usual dtype, whatever the order elsewhere; who raced nowhere else comes last."""
    raced = [
        timed(name, seconds, dtype=dtype, shape=shape)
        for dtype, shape, names in (
            ("float32", "1x2", "ba"), ("float32", "1x8", "ab"), ("bfloat16", "1x8", "bac"),
        )
        for name, seconds in zip(names, (0.1, 0.2, 0.3), strict=False)
    ]  # fmt: skip
    assert largest_first(few(raced)) == ["a", "b", "c"]


def test_the_picture_marks_who_has_no_place():
    """Beside its whiskers; its dot is not filled."""
    drawn = ElementTree.fromstring(_figure.throughput(few(bfloat16())))
    assert [text.strip() for text in drawn.itertext()].count("~") == 1
    filled = [each for each in drawn.iter() if each.get("fill") == "#222222" and each.get("stroke")]
    assert len(filled) == 1
