"""What is told: each format says the truth about a small run, and hides none of it."""

import csv as stdlib_csv
import math
from xml.etree import ElementTree

import pytest

from reports import csv, junit, markdown, terminal
from reports._reading import read
from suites.meta.test_reports_reading import header, record, write

NAIVE = {"implementation": "numpy_naive", "verdict": "exceptional", "error": math.nan}
COMMAND = 'nox -s "bench(numpy)" -- --regime shifted'


@pytest.fixture
def run(tmp_path):
    """One implementation of each fate."""
    worst = {"row": 3, "computed": "nan", "exact": ["0x1.64p+6", "0x0p+0"]}
    return read(write(
        tmp_path / "results-numpy.jsonl",
        record(error=0.76), record(question="gradient", verdict="accurate", error=3.21),
        record(regime="tied", dtype="bfloat16", status="skipped", verdict="", error=None,
               reason="nothing to ask"),
        record(**NAIVE, status="known failure", reason="exp overflows from 88.8", worst=worst),
        record(**NAIVE, regime="tied", status="known failure", reason="exp overflows from 88.8",
               worst=worst),
        record(implementation="numpy_wrong", status="failed", reason="a | b <i>\x00 at row 3",
               verdict="inaccurate", error=1.7e7),
        record(implementation="numpy_wrong", status="failed", reason="a | b <i>\x00 at row 17",
               verdict="inaccurate", error=2.0, shape="2x8"),
        record(implementation="torch_eager", framework="torch", status="skipped", verdict="",
               error=None, reason="torch is not installed", question="imports"),
        record(implementation="numpy_narrow", status="unsupported", verdict="", error=None),
        record(regime="tied", status="unsupported", verdict="", error=None),
        left_out="Large shapes were left out.", stale=("value/*/calm/*",), seconds={"oracle": 75.0},
    ))  # fmt: skip


def lines_with(report, part):
    return [line for line in report.splitlines() if part in line]


def test_the_terminal_tells_who_stands_where(run):
    """Rank, cells, worst verdict with largest error, and the first regime to break."""
    report = terminal.render(run)
    right, *_ = lines_with(report, "numpy_logsumexp")
    shown = "1 numpy_logsumexp 2/2 FAITH 0.76 ACC 3.2 skipped"
    assert " ".join(right.split()) == shown
    naive, *_ = lines_with(report, "numpy_naive")
    assert " ".join(naive.split()) == "numpy_naive 0/2 ~ EXC nan tied"
    assert "largest known, in ulp" in report
    assert "0.1.0 (abc, dirty) | 2026-01-02 | Abacus | numpy 2.4.6" in report


def test_the_terminal_tells_what_went_wrong_and_what_was_not_asked(run):
    """Each with what to do about it."""
    report = terminal.render(run)
    assert "Failed: 2 cells (at length in the Markdown)." in report
    assert "numpy_wrong: a | b <i>\x00 at row 3 (and 1 more like it)" in report
    assert f"    {COMMAND}" in report.splitlines()
    for told in (
        "10 cells: 2 passed, 2 failed, 2 known failure, 2 skipped, 2 unsupported.",
        "Known failures (reasons in the Markdown): numpy_naive 2.",
        "Stale known failure, strike it off: value/*/calm/*",
        "Skipped 1: torch is not installed (torch_eager)",
        "Left out: Large shapes were left out.",
        "Time: 1 min 15 s (oracle 1 min 15 s).",
    ):
        assert told in report


def test_a_screen_is_enough_for_any_number_of_failures(tmp_path):
    """Beyond ten kinds of failures the terminal counts, and summary.md lists every one."""
    records = [
        record(status="failed", reason=f"raised {name}Error", regime=name)
        for name in "abcdefghijklmnopqrstuvwxyz"
    ]
    run = read(write(tmp_path / "r.jsonl", *records))
    report = terminal.render(run)
    assert "and 18 cells of 18 other kinds" in report
    assert len(report.splitlines()) < 45
    assert len(lines_with(markdown.render(run), "raised ")) == 26


@pytest.mark.parametrize("form", [terminal, markdown, junit])
def test_a_truncated_file_is_reported_with_its_warning(tmp_path, form):
    """What is there is shown, and so is that something is missing."""
    run = read(write(tmp_path / "r.jsonl", record(), end=False))
    report = " ".join(form.render(run).split())
    assert "was cut off after 1 record" in report
    assert "numpy_logsumexp" in report


@pytest.mark.parametrize("form", [terminal, markdown, junit, csv])
def test_a_run_without_records_is_still_a_report(tmp_path, form):
    """Nothing to rank, nothing to raise."""
    run = read(write(tmp_path / "r.jsonl", run=header(narrowed=True, arguments=("--regime", "x"))))
    report = form.render(run)
    assert report.endswith("\n")
    if form in (terminal, markdown):
        assert "No cell was asked." in report
        assert "less was asked than the default asks (--regime x)" in report


def test_markdown_has_it_at_length(run):
    """A sentence an implementation, the matrices, every failure and every fact."""
    report = markdown.render(run)
    assert (
        "- `numpy_naive` is exceptional in 2 of 2 regimes in float32, first at `tied`: "
        "computed nan, exact 89." in report
    )
    assert "- `torch_eager` was not asked: torch is not installed" in report
    row = next(line for line in report.splitlines() if line.startswith("| shifted "))
    assert [cell.strip() for cell in row.split("|")[2:-1]] == [
        "FAITH 0.76", "**BAD 1.7e7**", "EXC nan (known)", "unsupported",
    ]  # fmt: skip
    assert len(lines_with(report, f"  `{COMMAND}`")) == 2
    assert r"- a \| b \<i>" in report
    assert lines_with(report, "| 2       | exp overflows from 88.8 | numpy_naive 2")
    for heading in ("Stale known failures", "Skipped", "Unsupported", "Left out", "Provenance"):
        assert f"\n## {heading}\n" in report


def test_csv_has_every_record_with_all_its_fields(run):
    """What is nested has columns of its own; the command can be pasted."""
    rows = list(stdlib_csv.DictReader(csv.render(run).splitlines()))
    assert len(rows) == len(run.records)
    assert rows[3]["worst.computed"] == "nan"
    assert rows[3]["error"] == "nan"
    assert rows[0]["error"] == "0.76"
    assert rows[0]["command"] == COMMAND


def test_junit_is_xml_whatever_the_reasons_hold(run):
    """A failure carries its command; what was never claimed is no test."""
    root = ElementTree.fromstring(junit.render(run))
    assert (root.get("tests"), root.get("failures"), root.get("skipped")) == ("8", "2", "4")
    suites = {suite.get("name"): suite for suite in root}
    assert "numpy_narrow" not in suites
    assert [len(list(suite.iter("testcase"))) for suite in root] == [3, 2, 2, 1]
    (first, _) = suites["numpy_wrong"].iter("failure")
    assert first.get("message") == "a | b <i> at row 3"
    assert first.text.endswith(COMMAND)
    assert "exp overflows" in next(suites["numpy_naive"].iter("skipped")).get("message")
    facts = {fact.get("name"): fact.get("value") for fact in root.iter("property")}
    assert facts["machine.cpu"] == "Abacus"
