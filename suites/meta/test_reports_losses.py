"""Losses and traps in the reports: what stands there, and where each leads."""

import re

from reports import html, markdown
from reports._matrix import by_loss
from reports._page.cells import address
from suites.meta._runs import asked, everything, run

BAD = {"verdict": "inaccurate", "status": "known failure", "reason": "off", "error": 9.0}


def made():
    return [
        asked("b", loss="blend", function="g", status="unsupported", verdict="", error=None),
        asked("a", loss="plain", function="f", regime="mild"),
        asked("a", loss="plain", function="f", regime="harsh", **BAD),
        asked("a", loss="blend", function="g"),
        asked("a", loss="smooth", function="f"),
        asked("b", loss="plain", function="f", question="gradient"),
    ]


def test_a_cell_is_the_worst_of_all_regimes_of_a_loss():
    """Values alone in the matrix of values; who supports nothing of it has a blank."""
    matrix, *_ = by_loss(made(), ["b", "a"])
    assert (matrix.title, matrix.implementations) == (
        "Value of every loss in float32 on cpu", ("b", "a"),
    )  # fmt: skip
    assert matrix.cells["plain", "a"].record.regime == "harsh"
    assert matrix.cells["blend", "b"].text == "unsupported"
    assert ("plain", "b") not in matrix.cells


def test_losses_of_one_function_stand_together():
    """In the order in which they were answered: what nobody supports does not come first."""
    matrix, *_ = by_loss(made(), ["a", "b"])
    assert matrix.rows == ("plain", "smooth", "blend")


def test_a_single_loss_needs_no_matrix(tmp_path):
    """It has its matrix of regimes; the gradient of the run above was asked of one loss."""
    assert [matrix.quantity for matrix in by_loss(made(), ["a", "b"])] == ["value"]
    assert not by_loss(everything(), ["torch_right"])
    assert 'id="losses"' not in html.render(run(tmp_path, *everything()))


def test_its_cells_lead_to_the_regime_in_which_the_worst_was(tmp_path):
    """To the drawer of that cell, and without JavaScript to its row among what went wrong."""
    records = made()
    page = html.render(run(tmp_path, *records))
    section = page[page.index('id="losses"') : page.index('id="wrong"')]
    assert address(records[2]) == "value/plain/float32/cpu/harsh/a"
    links = dict(re.findall(r'<a data-cell="([^"]*)"(?: href="([^"]*)")?', section))
    assert links["value/plain/float32/cpu/harsh/a"] == "#kind-1"
    assert links["value/smooth/float32/cpu/shifted/a"] == ""


def test_a_trap_leads_to_the_cell_that_it_shows(tmp_path):
    """Its sentence stands beside whom it is about, whose name the filter knows."""
    caught = asked("a", counts={"zeros": 2, "entries": 9}, regime="confident")
    page = html.render(run(tmp_path, caught))
    section = page[page.index('id="traps"') : page.index('id="wrong"')]
    assert '<tr data-implementation="a">' in section
    assert "answers exactly 0 for 2 of 9 values of <code>cross_entropy</code>" in section
    assert 'data-cell="value/cross_entropy/float32/cpu/confident/a" href="#traps"' in section
    assert 'id="traps"' not in html.render(run(tmp_path, asked("a")))


def test_the_summary_has_one_line_a_kind(tmp_path):
    """The worst of each, and how many more; without traps there is no heading."""
    facts = {"counts": {"zeros": 1, "entries": 9}}
    made = [asked(name, loss=loss, **facts) for name in "abc" for loss in ("one", "other")]
    text = markdown.render(run(tmp_path, *made))
    (line,) = [line for line in text.splitlines() if line.startswith("- **Exactly 0")]
    assert line.endswith("And 1 more of its losses and 2 more implementations.")
    assert "## Traps" not in markdown.render(run(tmp_path, asked("a")))
