"""Runs beside each other: how far they lie apart, and whether any calls the same code faster."""

from dataclasses import replace

import pytest

from reports import repeatability
from reports._reading import read
from reports._repeats import repeats
from suites.meta._timings import raced, timed, timing
from suites.meta.test_reports_reading import header, record, write

TRUTH = {"numpy_slow": 0.3, "torch_fast": 0.1}


def _write(path, *records, day=1, **facts):
    """As if it had been run on that day: the heat and the header know it."""
    heat = f"2026-01-0{day}T03:04:05 Abacus"
    moved = [
        replace(each, timing=each.timing and replace(each.timing, heat=heat)) for each in records
    ]
    return write(path, *moved, run=header(started=heat[:19], **facts))


@pytest.fixture
def runs(tmp_path):
    """Three quiet days, and no difference between them but chance."""
    return [
        _write(tmp_path / f"{day}.jsonl", *raced(TRUTH, seed=day), record(), day=day)
        for day in (1, 2, 3)
    ]


def test_the_same_code_is_not_called_faster_on_another_day(runs):
    """And the order of different code repeats."""
    told = repeatability.render(read(*runs))
    assert "in 0 of 6 comparisons of two runs" in told
    assert "Of 1 pair of implementations: 1 called alike in every run, 0 a tie" in told
    rows = [line.split("|")[1:-1] for line in told.splitlines() if line.startswith("| torch_fast")]
    ((name, *ratios, spread),) = [[cell.strip() for cell in row] for row in rows]
    assert name == "torch_fast"
    assert [float(ratio) for ratio in ratios] == pytest.approx([100] * 3, rel=0.05)
    assert 0 < float(spread.removesuffix(" %")) < 5


def test_what_does_not_repeat_is_told(tmp_path):
    """An implementation that takes twice as long another day; and so loses to one that it beat."""
    files = []
    for day, seconds in enumerate((0.1, 0.2), start=1):
        records = timed("fickle", seconds), timed("steady", 0.15)
        files.append(_write(tmp_path / f"{day}.jsonl", *records, day=day))
    (found,) = repeats(read(*files))
    assert found.against_itself("fickle") == {True: 1}
    assert found.against_itself("steady") == {False: 1}
    assert found.order() == {"contradictory": 1}
    told = repeatability.render(read(*files))
    assert "100.0 % !" in told
    assert "median spread is 50.0 %, the 90th percentile 100.0 %" in told
    assert "the largest 100.0 % (`fickle`, forward_backward of" in told


def test_intervals_that_overlap_are_no_difference(tmp_path):
    """Twice the ratio, known no better than that; no round pairs two runs."""
    files = []
    for day, ratio in enumerate((100, 200), start=1):
        known = {"ratio": ratio, "ratio_low": ratio / 1.5, "ratio_high": ratio * 1.5}
        one = timed("torch_fast", 0, timing=timing(dict.fromkeys(range(6), 0.1), **known))
        files.append(_write(tmp_path / f"{day}.jsonl", one, day=day))
    (found,) = repeats(read(*files))
    assert found.spread("torch_fast") == 1
    assert found.against_itself("torch_fast") == {False: 1}


def test_a_slow_day_alone_is_no_difference(tmp_path):
    """Everything takes three times as long, the yardstick too."""
    files = []
    for day, slow in enumerate((1, 3), start=1):
        samples = dict.fromkeys(range(6), 0.1 * slow), dict.fromkeys(range(6), 1e-3 * slow)
        one = timed("torch_fast", 0, timing=timing(*samples))
        files.append(_write(tmp_path / f"{day}.jsonl", one, day=day))
    (found,) = repeats(read(*files))
    assert found.spread("torch_fast") == pytest.approx(0)
    assert found.against_itself("torch_fast") == {False: 1}


def test_who_was_timed_once_has_no_spread(tmp_path):
    """It stands there with the one number that it has."""
    one = _write(tmp_path / "1.jsonl", timed("a", 0.1), timed("b", 0.1))
    other = _write(tmp_path / "2.jsonl", timed("a", 0.1), day=2)
    told = repeatability.render(read(one, other))
    (row,) = [line for line in told.splitlines() if line.startswith("| b ")]
    assert [cell.strip() for cell in row.split("|")[1:-1]] == ["b", "100", "", ""]


def test_one_run_is_a_sentence(runs, tmp_path):
    """And so is none; a run in which nothing was timed does not count."""
    plain = write(tmp_path / "plain.jsonl", record())
    assert repeatability.render(read(plain, runs[0])) == (
        "One run with timings was given, and repeating takes two: name several files of one "
        "machine.\n"
    )
    assert repeatability.render(read(plain)).startswith("No run with timings was given")


def test_several_machines_are_warned_of(tmp_path):
    """They may differ for better reasons than chance."""
    one = _write(tmp_path / "1.jsonl", timed("a", 0.1))
    other = _write(tmp_path / "2.jsonl", timed("a", 0.1), day=2, machine={"cpu": "Pascaline"})
    assert "Warning:** These runs are of several machines" in repeatability.render(read(one, other))
