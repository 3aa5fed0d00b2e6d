"""The command line as one meets it: each run in a process of its own, and mostly gone wrong."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reports import _reading

ROOT = Path(__file__).parents[2]
QUICK = ("--implementation", "numpy_log1p", "--regime", "ordinary", "--dtype", "float32")
OUTSIDE = "a_stranger"


def bench(*arguments, results=None, **environment):
    """Run pytest from the root of the project, as a person would who is not inside nox."""
    command = [sys.executable, "-m", "pytest", *map(str, arguments)]
    if results is not None:
        command.append(f"--results={results}")
    clean = {k: v for k, v in os.environ.items() if k != "NOX_CURRENT_SESSION"}
    return subprocess.run(
        command, cwd=ROOT, env=clean | environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def stranger(tmp_path):
    """Write the source of an implementation that lives elsewhere; returns the way to ask it."""

    def write(source):
        path = tmp_path / f"{OUTSIDE}.py"
        path.write_text(source)
        return f"--implementations={path}", "--implementation", OUTSIDE, *QUICK[2:]

    return write


RIGHT = '''"""What numpy_log1p says."""
from implementations.numpy_log1p import cross_entropy, cross_entropy_gradient
FRAMEWORK = "numpy"
'''


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--regime", "ordinery"], "no regime is called 'ordinery'; did you mean ordinary?"),
        (["--dtype", "float8"], "no dtype is called 'float8'"),
        (["--shape", "64by10"], "no shape is called '64by10'"),
        (["--framework", "tensorflow"], "no framework is called 'tensorflow'"),
        (["--question", "valu"], "no question is called 'valu'; did you mean value?"),
        (["--implementations=/no/where"], "/no/where is no directory and no .py file"),
        ([*QUICK, "--results=/proc/no/where.jsonl"], "cannot write /proc/no/"),
    ],
)
def test_bad_input_gets_one_sentence(arguments, sentence):
    """And pytest's exit status for usage, without a traceback."""
    run = bench(*arguments)
    assert run.returncode == pytest.ExitCode.USAGE_ERROR
    assert sentence in run.stderr
    assert "Traceback" not in run.stdout + run.stderr


def test_list_shows_every_axis():
    """With the values as one would type them."""
    run = bench("--list")
    assert run.returncode == 0
    for value in ("--question", "torch_eager", "ordinary", "bfloat16", "2x131072", "cuda"):
        assert value in run.stdout


def test_plan_shows_cells_and_asks_none(tmp_path):
    """One a line, with the count of each question; nothing is written."""
    run = bench("--plan", *QUICK, results=tmp_path / "none.jsonl")
    assert run.returncode == 0
    assert "value  numpy_log1p-cross_entropy-ordinary-float32-64x10-cpu" in run.stdout
    assert "in all" in run.stdout
    assert not list(tmp_path.iterdir())


def test_a_cell_outside_the_default_can_be_asked(tmp_path):
    """An axis that is named replaces what the default has for it."""
    path = tmp_path / "one.jsonl"
    run = bench(*QUICK[:4], "--dtype", "float16", "--shape", "3x7", "--question", "value",
                results=path)  # fmt: skip
    assert run.returncode == 0, run.stdout
    assert [(r.shape, r.dtype) for r in _reading.read(path).records] == [("3x7", "float16")]


def test_one_file_outside_is_judged(stranger, tmp_path):
    """It passes where it is right, and a seed draws other cases."""
    digests = []
    for seed in ("0", "1"):
        path = tmp_path / f"{seed}.jsonl"
        run = bench(*stranger(RIGHT), "--seed", seed, "--question", "value", results=path)
        assert run.returncode == 0, run.stdout
        digests.append({record.digest for record in _reading.read(path).records})
    assert len(digests[0]) == len(digests[1]) > 1
    assert not digests[0] & digests[1]


def test_a_wrong_answer_shows_what_is_true(stranger, tmp_path):
    """What was computed, what is true, where, and the command that asks again."""
    source = RIGHT + "def cross_entropy(logits, targets):\n    return logits[:, 0] * 0 + 1\n"
    run = bench(*stranger(source), "--question", "value", results=tmp_path / "x.jsonl")
    assert run.returncode == pytest.ExitCode.TESTS_FAILED
    for word in ("computed  1 ", "exact  ", "where     row", "logits  ", "again     pytest"):
        assert word in run.stdout, run.stdout


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ('"""Broken."""\nFRAMEWORK = "numpy"\ndef (', "SyntaxError"),
        ('"""Raises."""\nFRAMEWORK = "numpy"\nraise KeyError("sorry")', "KeyError: 'sorry'"),
        ('"""Of nothing."""\n', "names no framework"),
        ('FRAMEWORK = "numpy"\ndef cross_entropy(logits, targets): ...', "no docstring"),
        ('"""Empty."""\nFRAMEWORK = "numpy"', "has none of: cross_entropy"),
        (RIGHT + 'PROMISE = "perfect"', "no such verdict"),
    ],
)
def test_a_broken_file_is_one_failed_cell(stranger, tmp_path, source, reason):
    """With the reason; the collection goes on."""
    run = bench(*stranger(source), results=tmp_path / "x.jsonl")
    assert run.returncode == pytest.ExitCode.TESTS_FAILED, run.stdout + run.stderr
    failed = [r for r in _reading.read(tmp_path / "x.jsonl").records if r.status == "failed"]
    assert "importable" in {record.question for record in failed}
    assert reason in " ".join(record.reason for record in failed)


def test_a_missing_dependency_is_skipped_once_and_never_green(stranger, tmp_path):
    """It says what to install; a run that answered nothing is no success; --require fails."""
    ask = stranger('"""Needs more."""\nimport nonesuch\nFRAMEWORK = "numpy"\n')
    run = bench(*ask, results=tmp_path / "x.jsonl")
    assert run.returncode == pytest.ExitCode.NO_TESTS_COLLECTED
    assert "`pip install nonesuch` enables" in run.stdout
    (record,) = _reading.read(tmp_path / "x.jsonl").records
    assert record.status == "skipped"
    required = bench(*ask, "--require", "numpy", results=tmp_path / "y.jsonl")
    assert required.returncode == pytest.ExitCode.TESTS_FAILED


def test_a_known_failure_is_green_and_a_stale_one_only_in_a_whole_run(stranger, tmp_path):
    """Wrong as its file predicts: not a failure. What the axes left out makes nothing stale."""
    source = RIGHT + 'KNOWN_FAILURES = {"value/*/no_such_regime/*": "never"}\n'
    assert bench(*stranger(source), results=tmp_path / "x.jsonl").returncode == 0
    wrong = source + "def cross_entropy(logits, targets):\n    return logits[:, 0] * 0 + 1\n"
    wrong += 'KNOWN_FAILURES = {"*/ordinary/*": "it is always 1"}\n'
    run = bench(*stranger(wrong), "--question", "value", results=tmp_path / "y.jsonl")
    assert run.returncode == 0, run.stdout
    found = {(r.status, r.reason) for r in _reading.read(tmp_path / "y.jsonl").records}
    assert found == {("known failure", "it is always 1")}


def test_an_interrupted_run_replaces_nothing(tmp_path):
    """What was finished is kept beside the last whole file, and says that it is cut short."""
    path = tmp_path / "results.jsonl"
    path.write_text("the last whole run\n")
    command = [sys.executable, "-m", "pytest", "--framework", "numpy", f"--results={path}"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    unfinished = tmp_path / "unfinished-results.jsonl"
    while not (unfinished.exists() and unfinished.read_text().count("\n") > 20):
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert process.returncode == pytest.ExitCode.INTERRUPTED
    assert path.read_text() == "the last whole run\n"
    run = _reading.read(unfinished)
    assert len(run.records) > 10
    assert any("interrupted" in warning for warning in run.warnings)


def test_a_file_that_cannot_be_asked_is_never_silent(stranger, tmp_path):
    """Whatever question or framework is named, a broken file fails."""
    source, *narrowed = stranger('"""Broken."""\ndef (')
    ask = source, "--framework", "numpy", *narrowed[2:], "--question", "value"
    run = bench(*ask, results=tmp_path / "x.jsonl")
    assert run.returncode == pytest.ExitCode.TESTS_FAILED
    assert "SyntaxError" in run.stdout


def test_a_device_that_is_not_here_is_no_success(tmp_path):
    """All skipped is nothing answered; and a place that holds no file is not written."""
    run = bench(*QUICK, "--device", "cuda", results=tmp_path / "x.jsonl")
    assert run.returncode == pytest.ExitCode.NO_TESTS_COLLECTED
    assert "finds no cuda here" in run.stdout
    assert bench(*QUICK, results=tmp_path).returncode == pytest.ExitCode.USAGE_ERROR
