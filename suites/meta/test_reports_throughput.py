"""Throughput in every format: who is how fast where, and why the others were not timed."""

import csv as stdlib_csv
from dataclasses import replace

import pytest

from reports import csv, markdown, terminal
from reports._headline import few
from reports._ranking import standings
from reports._reading import read
from reports._scoreboard import CAPTION, scoreboard
from suites.meta._timings import timed
from suites.meta.test_reports_reading import record, write

NAIVE = {"timing": None, "status": "known failure", "verdict": "exceptional",
         "reason": "exp overflows from 88.8"}  # fmt: skip


def _records():
    """Two places; one who ties, one who is slow and unstable, one who is wrong."""
    slow = timed("numpy_slow", 0.3)
    shaky = replace(slow.timing, unstable="its median moved by 9 %", roof=None, share=None,
                    peak_memory=None)  # fmt: skip
    return [
        timed("torch_even", 0.101),
        timed("torch_fast", 0.1),
        replace(slow, timing=shaky),
        timed("numpy_naive", 0.001, **NAIVE),
        timed("torch_fast", 0.05, dtype="bfloat16"),
        timed("torch_fast", 0.02, question="forward"),
        record(implementation="torch_fast"),
        record(implementation="torch_even", verdict="accurate"),
    ]


@pytest.fixture
def run(tmp_path):
    return read(write(tmp_path / "results.jsonl", *_records()))


def _cells(report, *parts):
    """Those of the first line that has all parts."""
    lines = (line for line in report.splitlines() if all(part in line for part in parts))
    return [cell.strip() for cell in next(lines).strip("|").split("|")]


def test_what_is_declared_stands_beside_the_time(tmp_path):
    """Who overwrites what it was given, or leaves something out, has less to do."""
    spent = replace(timed("torch_even", 0.101), marks=("SPENT", "LOSSY"))
    found = read(write(tmp_path / "results.jsonl", timed("torch_fast", 0.1), spent))
    assert "1.01 tie SPENT LOSSY" in markdown.render(found)
    assert "1.01 tie SPENT LOSSY" in terminal.render(found)


def test_markdown_has_a_table_a_place(run):
    """With place, spread, interval, share of the roof, bandwidth, memory and both questions."""
    report = markdown.render(run).partition("## Throughput")[2]
    assert "\n### cross_entropy in float32, 64x128256, on cpu\n" in report
    assert "\n### cross_entropy in bfloat16, 64x128256, on cpu\n" in report
    assert _cells(report, "torch_fast", "100 ms") == [
        "1", "torch_fast", "100 ms (100 ms to 100 ms)", "1.00", "1.0 % of copy", "1.0 % of copy",
        "657 MB/s", "", "", "65.7 MB (2.00 x)", "250 ms",
        "20.0 ms (20.0 ms to 20.0 ms)", "1.00", "5.0 % of copy", "5.0 % of copy",
    ]  # fmt: skip
    assert _cells(report, "torch_even")[:4] == [
        "1", "torch_even", "101 ms (101 ms to 101 ms)", "1.01 tie (1.01 to 1.01)",
    ]  # fmt: skip
    assert _cells(report, "numpy_slow")[:10] == [
        "3", "numpy_slow", "300 ms (300 ms to 300 ms) ?", "3.00 (3.00 to 3.00)", "", "",
        "219 MB/s", "", "", "",
    ]  # fmt: skip


def test_markdown_says_why_somebody_was_not_timed(run):
    """Beside those who were, and once with the reason; what is unstable has one too."""
    report = markdown.render(run).partition("## Throughput")[2]
    assert _cells(report, "numpy_naive", "known failure")[:3] == [
        "",
        "numpy_naive",
        "known failure",
    ]
    listed = report.partition("### Not timed")[2]
    assert _cells(listed, "overflows") == ["1", "exp overflows from 88.8", "numpy_naive 1"]
    assert "are 1 of 5 times: numpy_slow 1." in report
    assert "of the first: its median moved by 9 %." in report


def test_markdown_says_that_there_are_other_times(tmp_path):
    """Those of the first run are shown."""
    paths = [write(tmp_path / f"{name}.jsonl", timed("a", name)) for name in (0.1, 0.2)]
    assert "1 time of later runs not shown" in markdown.render(read(*paths))


def test_the_terminal_has_one_small_table(run):
    """Forward and backward at every place, in the order of the one that matters most."""
    _, _, table = terminal.render(run).partition("Forward and backward of")
    rows = [" ".join(line.split()) for line in table.splitlines()]
    assert rows[4:8] == [
        "torch_fast 100 ms, 1.00 50.0 ms, 1.00", "torch_even 101 ms, 1.01 tie",
        "numpy_slow 300 ms ?, 3.00", "numpy_naive known failure",
    ]  # fmt: skip


def test_of_many_places_a_screen_shows_a_few():
    """The smallest, a middle and the largest size, in the two dtypes that most people use."""
    dtypes, shapes = ("float64", "bfloat16", "float32", "float16"), ("1x2", "1x4", "1x8", "1x16")
    found = few(timed("a", 0.1, dtype=dtype, shape=shape) for dtype in dtypes for shape in shapes)
    places = [(race.dtype, race.shape) for race in found]
    assert places == [(d, s) for d in ("float32", "bfloat16") for s in ("1x2", "1x8", "1x16")]


def test_the_scoreboard_has_one_time(run):
    """Of one race, which its caption names; nothing for who was not timed."""
    board = scoreboard(run)
    times = {row[1]: row[board.columns.index("time")] for row in board.rows}
    assert times == {
        "torch_fast": "1.00", "torch_even": "1.01 tie", "numpy_slow": "3.00 ?", "numpy_naive": ""
    }  # fmt: skip
    told = "Time: of forward and backward in float32, 64x128256, on cpu, over the 100 ms of the"
    assert told in board.caption


def test_without_timings_nothing_is_said_of_time(tmp_path):
    """Not even by those who were only too wrong to be timed, in a scoreboard."""
    run = read(write(tmp_path / "r.jsonl", record(), timed("numpy_naive", 0.1, **NAIVE)))
    board = scoreboard(run)
    assert "time" not in board.columns
    assert board.caption == CAPTION
    plain = read(write(tmp_path / "r.jsonl", record()))
    assert "Throughput" not in markdown.render(plain)
    assert "Forward and backward" not in terminal.render(plain)


def test_csv_has_the_numbers_and_no_samples(run):
    """A column each; how many rounds there were is a number."""
    fast, *_, plain = sorted(
        stdlib_csv.DictReader(csv.render(run).splitlines()),
        key=lambda row: float(row["timing.median"] or "inf"),
    )
    assert (fast["timing.median"], fast["timing.rounds"], fast["timing.mix"]) == (
        "0.02",
        "6",
        "copy",
    )
    assert plain["timing.median"] == ""
    assert not {"timing", "timing.seconds", "timing.yardstick", "timing.device_seconds"} & set(
        plain
    )


def test_what_is_timed_is_counted_once_and_costs_a_rank_if_wrong():
    """The same answer was judged before; a last timed one that is wrong is news."""
    judged = record(implementation="a", verdict="faithful")
    right, wrong = timed("a", 0.1), timed("a", 0.1, status="failed", timing=None)
    (standing,) = standings([judged, right])
    assert (standing.rank, standing.asked, standing.statuses["passed"]) == (1, 1, 1)
    assert standings([judged, wrong])[0].rank is None
    alone = standings([right])[0]
    assert (alone.rank, alone.asked) == (1, 1)
