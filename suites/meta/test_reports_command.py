"""`python -m reports`: formats, default paths, exit codes, and a sentence for what is wrong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reports import _formats
from reports.__main__ import LATEST, main
from suites.meta.test_reports_reading import header, record, write


@pytest.fixture
def latest(tmp_path, monkeypatch):
    """Where `nox` leaves its results, below an empty working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / LATEST


def test_formats_are_found_in_the_folder():
    """Those with an underscore are none; a description is one sentence."""
    assert {"terminal", "markdown", "csv", "junit"} <= set(_formats.names())
    assert not any(name.startswith("_") for name in _formats.names())
    assert _formats.description("terminal") == (
        "One screen: who stands where, what failed and how to ask it again."
    )


def test_help_lists_every_format(capsys):
    """With what it is for."""
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    for name in _formats.names():
        assert f"  {name}" in told
        assert _formats.description(name) in told


def test_a_report_of_failures_is_a_good_report(latest, capsys):
    """The default paths are those that `nox` writes."""
    write(latest / "results-numpy.jsonl", record(status="failed", reason="wrong"))
    write(latest / "narrowed.jsonl", record(regime="elsewhere"))
    assert main(["terminal"]) == 0
    told = capsys.readouterr()
    assert "Failed: 1 cell" in told.out
    assert "1 cell: 1 failed." in told.out
    assert not told.err


def test_all_writes_every_file_and_says_where(latest, capsys):
    """And prints what the terminal shows."""
    write(latest / "results-numpy.jsonl", record())
    assert main(["all"]) == 0
    for name in ("summary.md", "results.csv", "junit.xml"):
        assert "numpy_logsumexp" in (latest / name).read_text()
    told = capsys.readouterr().out
    assert "FAITH 0.75" in told
    assert str(LATEST / "summary.md") in told.splitlines()[-1]


def test_a_format_that_lacks_a_package_does_not_stop_the_others(latest, capsys, monkeypatch):
    """It is left out with a sentence; asked for by itself, it is refused with the same."""
    write(latest / "results-numpy.jsonl", record())
    monkeypatch.delitem(sys.modules, "reports.csv", raising=False)
    monkeypatch.setitem(sys.modules, "csv", None)
    assert main(["all"]) == 0
    assert "Left out: csv needs csv" in capsys.readouterr().err
    assert (latest / "junit.xml").exists()
    assert not (latest / "results.csv").exists()
    assert main(["csv"]) == 2


def test_what_a_format_lacks_is_called_as_it_is_installed(monkeypatch):
    """Some packages have another name than their module."""

    def absent(name):
        raise ModuleNotFoundError(name="vl_convert")

    monkeypatch.setattr(_formats.importlib, "import_module", absent)
    told = "^html needs vl_convert: pip install vl-convert-python$"
    with pytest.raises(_formats.Unavailable, match=told):
        _formats.load("html")


def test_output_goes_to_a_file(latest, capsys):
    """In a folder that need not exist."""
    path = write(latest / "r.jsonl", record())
    assert main(["markdown", str(path), "-o", "some/where.md"]) == 0
    assert Path("some/where.md").read_text().startswith("# ")
    assert main(["schema", "-o", "schema.json"]) == 0
    assert not capsys.readouterr().out


REFUSALS = {
    "did you mean markdown?": ["markdwon"],
    "there are csv, ": ["zebra"],
    "There is no reports/latest/results-*.jsonl yet: `nox` makes them.": ["terminal"],
    "gone.jsonl: no such file": ["csv", "gone.jsonl"],
    "is no results file": ["csv", "broken.jsonl"],
    "cannot be written: Is a directory.": ["schema", "-o", "."],
    "cannot be written: Not a directory.": ["all", "whole.jsonl", "-o", "broken.jsonl/folder"],
}


@pytest.mark.parametrize("sentence", REFUSALS)
def test_what_cannot_be_done_is_a_sentence_and_exit_code_two(latest, capsys, sentence):
    """On stderr, without a traceback and without half a report."""
    Path("broken.jsonl").write_text("hello\n")
    write(Path("whole.jsonl"), record())
    assert main(REFUSALS[sentence]) == 2
    told = capsys.readouterr()
    assert sentence in told.err
    assert len(told.err.splitlines()) == 1
    assert not told.out


def test_a_reader_that_has_gone_is_no_error(tmp_path):
    """`python -m reports csv | head -1` ends quietly."""
    path = write(tmp_path / "r.jsonl", record())
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(
        [sys.executable, "-m", "reports", "csv", str(path)],
        cwd=Path(_formats.__file__).parents[1],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.parametrize(("narrowed", "code"), [(False, 1), (True, 0)])
def test_a_loss_that_nobody_answers_is_an_error_of_whole_runs(latest, capsys, narrowed, code):
    """Whoever claims it may be in another file: only the merged results can tell."""
    asked = record(loss="focal", status="unsupported", verdict="")
    run = header(narrowed=narrowed)
    write(latest / "results-numpy.jsonl", record(), asked, run=run)
    assert main(["all"]) == code
    assert ("Nobody answered focal" in capsys.readouterr().err) == bool(code)
    answer = record(loss="focal", implementation="torch_eager", framework="torch")
    write(latest / "results-torch.jsonl", answer)
    assert main(["all"]) == 0
