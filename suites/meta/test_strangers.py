"""Implementations from elsewhere: right, wrong, broken or lacking something, and what is said."""

import shlex

import pytest

from reports import _reading
from suites.meta._bench import QUICK, bench

OUTSIDE = "a_stranger"
RIGHT = '''"""What numpy_log1p says."""
from implementations.numpy_log1p import cross_entropy, cross_entropy_gradient
FRAMEWORK = "numpy"
'''


@pytest.fixture
def stranger(tmp_path):
    """Write the source of an implementation that lives elsewhere; returns the way to ask it."""

    def write(source):
        path = tmp_path / f"{OUTSIDE}.py"
        path.write_text(source)
        return (
            f"--implementations={path}",
            "--implementation",
            OUTSIDE,
            *QUICK[2:],
            "--benchmark-skip",
            "--loss=cross_entropy",
        )

    return write


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
    """What was computed, what is true, where, and a command that shows it again."""
    source = RIGHT + "def cross_entropy(logits, targets):\n    return logits[:, 0] * 0 + 1\n"
    ask = *stranger(source), "--question", "value", "--shape", "64x10", "--device", "cpu"
    first = bench(*ask, results=tmp_path / "first.jsonl")
    assert first.returncode == pytest.ExitCode.TESTS_FAILED
    message = first.stdout.partition(f"value of {OUTSIDE} is inaccurate by ")[2]
    labels = [line.split()[0] for line in message.splitlines()[1:6]]
    assert labels == ["computed", "exact", "where", "logits", "again"]
    assert "of 64x10 in regime ordinary, float32 on cpu; target" in message
    program, *command = shlex.split(message.partition("again")[2].partition("\n")[0])
    assert program == "pytest"
    bench(*command, results=tmp_path / "again.jsonl")
    (once,), (twice,) = (
        _reading.read(tmp_path / name).records for name in ("first.jsonl", "again.jsonl")
    )
    assert (once.cell, once.digest, once.worst) == (twice.cell, twice.digest, twice.worst)
    assert once.reason == twice.reason


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ('"""Broken."""\nFRAMEWORK = "numpy"\ndef (', "SyntaxError"),
        ('"""Raises."""\nFRAMEWORK = "numpy"\nraise KeyError("sorry")', "KeyError: 'sorry'"),
        ('"""Of nothing."""\n', "names no framework"),
        ('FRAMEWORK = "numpy"\ndef cross_entropy(logits, targets): ...', "no docstring"),
        ('"""Empty."""\nFRAMEWORK = "numpy"', "has none of: binary_cross_entropy"),
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


def test_a_file_that_cannot_be_asked_is_never_silent(stranger, tmp_path):
    """Whatever question or framework is named, or half is asked, a broken file fails."""
    source, *narrowed = stranger('"""Broken."""\ndef (')
    ask = source, "--framework", "numpy", *narrowed[2:], "--question", "value"
    run = bench(*ask, results=tmp_path / "x.jsonl")
    assert run.returncode == pytest.ExitCode.TESTS_FAILED
    assert "SyntaxError" in run.stdout
    timed = source, *narrowed[:2], "--benchmark-only", "--shape", "32x10", *narrowed[4:]
    run = bench(*timed, results=tmp_path / "y.jsonl")
    assert run.returncode == pytest.ExitCode.TESTS_FAILED
    records = _reading.read(tmp_path / "y.jsonl").records
    questions = {"forward", "forward_backward", "forward_backward_given_buffer"}
    assert {record.question for record in records} == questions
    assert all("SyntaxError" in record.reason for record in records)


def test_who_ends_a_process_or_lacks_something_costs_its_own_cells(stranger, tmp_path):
    """What can be timed is, beside it; to be skipped is no success."""
    gradient = "def cross_entropy_gradient(logits, targets, upstream=None):\n    os._exit(1)\n"
    timed = "--benchmark-only", "--benchmark-max-time=0.05", "--shape", "32x10"
    run = bench(*stranger(f"{RIGHT}import os\n{gradient}"), *timed, results=tmp_path / "x.jsonl")
    assert run.returncode == pytest.ExitCode.TESTS_FAILED, run.stdout
    found = {record.question: record for record in _reading.read(tmp_path / "x.jsonl").records}
    assert found["forward"].timing
    assert found["forward_backward"].status == "failed"
    assert found["forward_backward"].reason == "its process ended during prepare"
    lacking = stranger('"""Needs more."""\nimport nonesuch\nFRAMEWORK = "numpy"\n')
    run = bench(*lacking, *timed, results=tmp_path / "y.jsonl")
    assert run.returncode == pytest.ExitCode.NO_TESTS_COLLECTED
    assert "`pip install nonesuch` enables" in run.stdout
