"""The cells of the matrices: what they show, where they lead, and that no red one is a dead end."""

import math

import pytest

from reports import _failures
from reports._page.cells import USUAL, content
from reports._page.contract import contract
from reports._page.kinds import anchors, command, kinds
from reports._page.marks import GLYPHS, mark
from reports._record import VERDICTS
from reports._verdicts import worst
from suites.meta._runs import asked, everything, untimed
from suites.meta._timings import timed

FACTS = {"regime": "shifted", "dtype": "float32", "shape": "64x10", "device": "cpu"}


def rebuilt(cells, place):
    """The command as the page puts it together."""
    row = dict(
        zip(cells["fields"], (cells["strings"][n] for n in cells["records"][place]), strict=True)
    )
    return row["command"] or USUAL.format(**row)


def test_the_command_of_every_cell_survives():
    """Left out where it is the usual one, whole where it is not."""
    strange = asked("torch_right", command="--question value --regime 'a b'")
    records = [*everything(), strange, timed("torch_right", 0.1, command="--question forward")]
    cells = content(records)
    assert [rebuilt(cells, n) for n in range(len(records))] == [command(r) for r in records]
    assert cells["strings"][cells["records"][0][-1]] == ""
    assert rebuilt(cells, -1) == ".venv/bin/nox -s throughput -- --question forward"


def test_the_command_of_a_time_is_that_of_the_throughput():
    """In every format; `bench` does not ask what is timed."""
    one = timed("torch_right", 0.1, framework="torch", command="--question forward")
    assert _failures.command(one) == "nox -s throughput -- --question forward"
    assert command(one) == f".venv/bin/{_failures.command(one)}"
    assert _failures.command(timed("a", 0.1, command="")) == "nox -s throughput"


def test_every_wrong_cell_is_told_at_length():
    """Known, failed, wrong as promised; with its worst row. So is the reason of who was skipped."""
    records = [*everything(), asked("a", verdict="exceptional", worst={"computed": "nan"})]
    wrong = content(records)["wrong"]
    for place, one in enumerate(records):
        bad = one.status == "known failure" or one.verdict in ("inaccurate", "exceptional")
        assert (str(place) in wrong) == (bad or one.status == "skipped")
        if str(place) in wrong:
            at_length = wrong[str(place)]
            assert (at_length["worst"], at_length["reason"]) == (one.worst, one.reason)
    assert wrong[str(len(records) - 1)]["worst"] == {"computed": "nan"}


def test_every_wrong_cell_has_a_row_with_a_command():
    """Without JavaScript its link leads there."""
    records = [*everything(), asked("a", verdict="exceptional", error=math.nan)]
    found = kinds(records)
    places = anchors(found)
    bad = [r for r in records if r.status == "known failure" or r.verdict == "exceptional"]
    assert len(bad) == 2
    for one in bad:
        (kind,) = (k for k in found if k.anchor == places[id(one)])
        assert one in kind.group.records
        assert one.implementation in kind.command


def test_the_command_of_a_kind_is_that_of_its_worst_cell():
    """The largest error of the worst verdict, not the first that came."""
    mild, bad = (
        asked("a", status="failed", verdict="inaccurate", error=error, reason="off", regime=regime)
        for error, regime in ((2.0, "mild"), (9.0, "bad"))
    )
    (kind,) = kinds([mild, bad])
    assert "--regime bad " in kind.command
    assert kind.axes["regime"] == ("mild", "bad")


@pytest.mark.parametrize(
    ("facts", "css", "glyph", "text"),
    [
        ({"verdict": "faithful", "error": 0.75}, "FAITH", "◕", "0.75"),
        ({"verdict": "inaccurate", "status": "known failure"}, "BAD", "▲", "0.75 ~"),
        ({"verdict": "exceptional", "status": "failed"}, "EXC failed", "✖", "0.75 !"),
        ({"verdict": "", "status": "failed", "error": None}, "none failed", "■", "!"),
        ({"verdict": "", "error": None}, "blank", "\u2013", ""),
        ({"verdict": "", "status": "skipped", "error": None}, "blank", "\u2013", ""),
    ],
)  # fmt: skip
def test_a_cell_has_a_glyph_a_number_and_a_class(facts, css, glyph, text):
    """The class is that of the verdict, and a failure is marked besides."""
    look = mark(worst([asked("a", **facts)]))
    assert (look.css, look.glyph, look.text) == (css, glyph, text)


def test_every_verdict_has_a_glyph_of_its_own():
    """Colour alone would tell some readers nothing."""
    assert list(GLYPHS) == list(VERDICTS)
    assert len({*GLYPHS.values()}) == len(VERDICTS)


def test_the_contract_counts_what_is_no_value_gradient_or_time():
    """A question that one was not asked is no question that it passed."""
    one = asked("a", question="untouched", verdict="", error=None)
    two = asked("b", question="untouched", verdict="", error=None, status="failed", reason="wrote")
    three = asked("c", question="untouched", verdict="", error=None, status="unsupported")
    found = contract([one, two, three, asked("a"), untimed("a")], ["a", "b", "c"])
    assert found.questions == ("untouched",)
    tallies = [found.tallies["untouched", name] for name in "abc"]
    assert [(t.passed, t.asked, t.wrong) for t in tallies] == [
        (1, 1, ()), (0, 1, (two,)), (0, 0, ()),
    ]  # fmt: skip
