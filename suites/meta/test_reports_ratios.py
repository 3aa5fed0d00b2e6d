"""Ratios: over whom they are asked, over the fastest of the others, and over every copy."""

import pytest

from reports import ratios
from reports.__main__ import main
from reports._formats import options
from reports._reading import read
from suites.meta._timings import timed
from suites.meta.test_reports_given import GIVEN, ROUNDS, WEATHER, taking
from suites.meta.test_reports_reading import record, write

HEAT = "2026-01-02T03:04:05 Abacus"


def passes(seconds):
    """In the same weather."""
    return tuple(seconds * WEATHER[number] for number in ROUNDS)


@pytest.fixture
def path(tmp_path):
    """Of the house two, one of which is given a buffer too; and two others, one of them wrong."""
    records = [
        taking("a_fused", 1.0, roof_name="streaming copy"),
        taking("b_fused", 1.5),
        taking("torch_eager", 4.0),
        taking("quick", 2.0),
        taking("a_fused", 0.5, GIVEN),
        record(implementation="quick", regime="ordinary", shape="2x131072", status="failed"),
    ]
    heats = {HEAT: {"read": passes(1e-3), "copy": passes(0.05), "fresh copy": passes(0.08)}}
    return write(tmp_path / "r.jsonl", *records, heats=heats)


def rows(path, **given):
    """By the name of the row, its cells by column."""
    lines = [line for line in ratios.render(read(path), **given).splitlines() if line[:1] == "|"]
    table = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    header, _, *body = table
    return {cells[0]: dict(zip(header, cells, strict=True)) for cells in body}


def test_it_is_told_how_many_times_as_long_the_baseline_takes(path):
    """Of each as it was asked, over the baseline with fresh memory, and without the weather."""
    found = rows(path)
    assert found["a_fused"]["torch_eager takes"] == "4.00 (4.00 to 4.00)"
    assert found["a_fused, given buffer"]["torch_eager takes"] == "8.00 (8.00 to 8.00)"
    assert found["torch_eager"]["torch_eager takes"] == "1.00 (1.00 to 1.00)"


def test_the_fastest_of_the_others_is_whoever_a_claim_is_not_about(path):
    """Of everybody the next one; of some, somebody else: no name is in the code."""
    column = "the fastest of the others takes"
    assert rows(path)["a_fused"][column] == "1.50 (1.50 to 1.50) b_fused"
    assert rows(path)["b_fused"][column] == "0.333 (0.333 to 0.333) a_fused, given buffer"
    claimed = rows(path, of=["*_fused"])
    assert list(claimed) == ["a_fused", "b_fused", "a_fused, given buffer"]
    assert claimed["a_fused, given buffer"][column] == "4.00 (4.00 to 4.00) quick !"


def test_it_is_told_how_long_each_copy_takes(path):
    """Of those that move as much, by name; and the share of the best."""
    found = rows(path)["a_fused"]
    assert found["of the best"].endswith(" of streaming copy")
    assert found["over copy"] == "2.00 (2.00 to 2.00)"
    assert found["over fresh copy"] == "1.25 (1.25 to 1.25)"
    assert "over read" not in found


def test_the_command_takes_what_the_format_takes(path, capsys):
    """Before the file or behind it, several times, and as patterns."""
    assert set(options("ratios")) == {"over", "of"}
    assert main(["ratios", "--over", "qui*", str(path), "--over=b_fused", "--of", "a_fused"]) == 0
    told = capsys.readouterr().out
    assert "| b_fused takes | quick ! takes |" in " ".join(told.split())
    assert "torch_eager" not in told.partition("## ")[2]


@pytest.mark.parametrize("words", [["markdown", "--over=a"], ["ratios", "--under=a"]])
def test_an_option_of_no_format_is_refused(path, words):
    """Or of another one."""
    with pytest.raises(SystemExit) as ended:
        main([*words, str(path)])
    assert ended.value.code == 2


def test_whom_nobody_knows_is_said(path, tmp_path):
    """Rather than an empty column; and where nothing was timed, that nothing was."""
    told = ratios.render(read(path), over=["torch_eagre"])
    assert "Nobody was timed who is called torch_eagre (--over)." in told.replace("\\", "")
    untimed = write(tmp_path / "u.jsonl", record(), timed("a", 0.1, timing=None, status="failed"))
    assert ratios.render(read(untimed)).endswith("Nothing was timed.\n")
