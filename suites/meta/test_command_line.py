"""The command line as one meets it: each run in a process of its own, and mostly gone wrong."""

import signal
import time

import pytest

from reports import _reading
from suites.meta._bench import QUICK, bench, started

RIGHT = (*QUICK, "--benchmark-skip")  #: who asks for speed as well waits for processes to start


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--regime", "ordinery"], "no regime is called 'ordinery'; did you mean ordinary?"),
        (["--dtype", "float8"], "no dtype is called 'float8'"),
        (["--shape", "64by10"], "no shape is called '64by10'"),
        (["--framework", "fortran"], "no framework is called 'fortran'"),
        (["--question", "valu"], "no question is called 'valu'; did you mean value?"),
        (["--implementations=/no/where"], "/no/where is no directory and no .py file"),
        ([*RIGHT, "--results=/proc/no/where.jsonl"], "cannot write /proc/no/"),
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
                "--loss", "cross_entropy", results=path)  # fmt: skip
    assert run.returncode == 0, run.stdout
    assert [(r.shape, r.dtype) for r in _reading.read(path).records] == [("3x7", "float16")]


def test_a_known_failure_that_is_asked_alone_is_told_whole(tmp_path):
    """It is green, and who came for it sees the input and the truth."""
    words = ["--implementation=numpy_naive", "--question=value", "--regime=overflowing_exp"]
    words += ["--loss=cross_entropy"]
    run = bench(*words, "--dtype=float32", "--shape=64x10", results=tmp_path / "x.jsonl")
    assert run.returncode == 0
    assert "\nknown failure, exp overflows past" in run.stdout
    assert all(f"\n  {fact} " in run.stdout for fact in ("computed", "exact", "where", "logits"))
    assert "value of numpy_naive" not in bench(*words, results=tmp_path / "y.jsonl").stdout


def test_an_interrupted_run_replaces_nothing(tmp_path):
    """What was finished is kept beside the last whole file, and says that it is cut short."""
    path = tmp_path / "results.jsonl"
    path.write_text("the last whole run\n")
    process = started("--framework=numpy", "--benchmark-skip", results=path)
    unfinished = tmp_path / "unfinished-results.jsonl"
    while not (unfinished.exists() and unfinished.read_text().count("\n") > 20):
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=100)
    assert process.returncode == pytest.ExitCode.INTERRUPTED
    assert path.read_text() == "the last whole run\n"
    run = _reading.read(unfinished)
    assert len(run.records) > 10
    assert any("interrupted" in warning for warning in run.warnings)


def test_a_device_that_is_not_here_is_no_success(tmp_path):
    """All skipped is nothing answered; and a place that holds no file is not written."""
    run = bench(*RIGHT, "--device", "cuda", results=tmp_path / "x.jsonl")
    assert run.returncode == pytest.ExitCode.NO_TESTS_COLLECTED
    assert "finds no cuda here" in run.stdout
    assert bench(*RIGHT, results=tmp_path).returncode == pytest.ExitCode.USAGE_ERROR
