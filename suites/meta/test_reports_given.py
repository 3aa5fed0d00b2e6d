"""A buffer that is given, in every report: beside those with fresh memory, in the same rounds."""

import csv as stdlib_csv

import pytest

from reports import _verdicts, csv, html, markdown, terminal
from reports._page import frontier
from reports._page.cases import cases
from reports._page.speed import heats
from reports._races import races
from reports._reading import read
from suites import sharing
from suites.meta._timings import timed, timing
from suites.meta.test_reports_reading import record, write

GIVEN = "forward_backward_given_buffer"
ROUNDS = range(10)
WEATHER = {number: 1.0 + 0.3 * number for number in ROUNDS}  #: slows everybody alike


def taking(name, share, question="forward_backward", **facts):
    """Whose time in each round is that of the fastest fresh one, times its share."""
    samples = {number: 0.1 * share * slow for number, slow in WEATHER.items()}
    return timed(name, 0.1, question=question, timing=timing(samples, **facts))


def records():
    found = [taking("fused", 1.0), taking("eager", 4.0), taking("fused", 0.5, GIVEN)]
    refused = {"status": "unsupported", "verdict": "", "reason": "it takes no memory"}
    found.append(timed("eager", 0.1, question=GIVEN, timing=None, **refused))
    judged = {"regime": "ordinary", "shape": "2x131072"}
    return [*found, *(record(implementation=name, **judged) for name in ("fused", "eager"))]


@pytest.fixture
def run(tmp_path):
    return read(write(tmp_path / "r.jsonl", *records()))


def test_the_reports_know_the_guests_of_the_bench():
    """They import nothing of it, so that both have to say the same."""
    assert _verdicts.GUESTS == sharing.GUESTS


def test_ratios_are_over_the_fastest_with_fresh_memory():
    """Round by round, whatever the weather was; a place is among those who are given a buffer."""
    fresh, given = races(records())
    (entry,) = given.entries
    assert (given.host, given.manner, entry.place) == (fresh, "given buffer", 1)
    assert entry.relative.low == pytest.approx(0.5) == entry.relative.high
    assert given.reference is fresh.entries[0]
    assert (fresh.host, fresh.manner, fresh.reference.name) == (None, "", "fused")


@pytest.mark.parametrize("others", [[], [taking("eager", 4.0, heat="another day")]])
def test_rounds_of_another_day_lend_nothing(others):
    """Nor do those that nobody ran: then the ratio is over the fastest of its own."""
    *_, given = races([*others, taking("fused", 0.5, GIVEN)])
    assert given.host is None
    assert given.entries[0].relative.median == 1


def test_markdown_and_the_terminal_have_a_column_of_it(run):
    """With the time and the ratio; of who takes none, that it takes none."""
    report = markdown.render(run).partition("## Throughput")[2]
    header, _, fused, eager = (
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in report.partition("### cross")[2].splitlines()[2:6]
    )
    at = header.index("given buffer")
    assert header[at : at + 4] == ["given buffer", "relative", "of roof", "peak"]
    assert (fused[1], fused[at + 1]) == ("fused", "0.500 (0.500 to 0.500)")
    assert eager[at] == "unsupported"
    lines = terminal.render(run).partition("Forward and backward of")[2].splitlines()
    assert "given buffer" in lines[3]
    assert lines[5].split()[-2:] == ["ms,", "0.500"]


def test_the_page_has_it_in_a_table_a_figure_and_the_frontier(run):
    """Under the name of its implementation, which says how it was asked."""
    found = heats(run.records)
    assert [heat.race.question for heat in found] == ["forward_backward", GIVEN]
    assert "relative times are over that of `fused`, the fastest there" in found[1].sentence
    assert f"<figcaption>{GIVEN}, 64x128256</figcaption>" in html.render(run)
    (case,) = (case for case in cases(run.records) if case.races)
    assert "fused, given buffer" in frontier.figure(case)


def test_csv_has_its_ratio(run):
    """As of every other time."""
    rows = stdlib_csv.DictReader(csv.render(run).splitlines())
    (row,) = (row for row in rows if row["question"] == GIVEN and row["timing.median"])
    assert float(row["timing.relative"]) == pytest.approx(0.5)
