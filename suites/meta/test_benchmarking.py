"""What pytest-benchmark tells of a run, and that it is never told of a wrong answer."""

import json
import shlex
from types import SimpleNamespace

import pytest

from reports import _reading
from reports._races import races
from suites.meta._bench import bench
from suites.meta._strangers import HONEST

TIMED = (
    "--benchmark-only", "--benchmark-max-time=0.05", "--dtype", "float32", "--shape", "32x10",
)  # fmt: skip
HONESTLY = (*TIMED, "--implementation", "numpy_log1p", "--question", "forward")
ZEROS = "def cross_entropy(logits, targets): return 0 * logits[:, 0]\n"
#: Each is fast, and wrong in its own way.
WRONG = {
    "hasty": ZEROS,
    "forgiven": ZEROS + 'KNOWN_FAILURES = {"value/*": "it is always 0"}\n',
    "tired": """
from itertools import count
_calls = count()
def cross_entropy(logits, targets):
    return numpy_log1p.cross_entropy(logits, targets) * (next(_calls) < 5)
""",
}


def refuse(name):
    raise AssertionError(f"{name} is no JSON")


def strict(path):
    return json.loads(path.read_text(), parse_constant=refuse)


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """One honest implementation among others that are faster: what was printed, kept and told."""
    folder = tmp_path_factory.mktemp("told")
    for name, source in WRONG.items():
        (folder / f"{name}.py").write_text(HONEST + source)
    names = [word for name in ("numpy_log1p", *WRONG) for word in ("--implementation", name)]
    run = bench(
        *TIMED, *names, f"--implementations={folder}", f"--benchmark-json={folder / 'b.json'}",
        f"--benchmark-storage=file://{folder}", "--benchmark-autosave", "-W", "error",
        results=folder / "x.jsonl",
    )  # fmt: skip
    assert run.returncode == pytest.ExitCode.TESTS_FAILED, run.stdout + run.stderr
    records = _reading.read(folder / "x.jsonl").records
    return SimpleNamespace(folder=folder, stdout=run.stdout, records=records)


def test_a_wrong_answer_has_no_time(told):
    """Wrong at once, wrong in the end, or wrong as its own file says: none is anywhere."""
    timed = {record.implementation for record in told.records if record.timing}
    shown = {
        each["params"]["cell"].partition("-")[0]
        for each in strict(told.folder / "b.json")["benchmarks"]
    }
    ranked = {entry.record.implementation for race in races(told.records) for entry in race.entries}
    assert timed == shown == ranked == {"numpy_log1p"}
    table = told.stdout.partition("--- benchmark")[2]
    assert "numpy_log1p" in table
    assert not any(f"[{name}-" in table for name in WRONG)


def test_a_wrong_answer_is_recorded_as_one(told):
    """In both questions, since both give the losses; a known failure by its reason."""
    found = {(r.implementation, r.question): (r.status, r.reason[:30]) for r in told.records}
    for question in ("forward", "forward_backward"):
        assert found["numpy_log1p", question] == ("passed", "")
        assert found["hasty", question] == ("failed", "value of hasty is inaccurate b")
        assert found["tired", question] == ("failed", "value of tired is inaccurate b")
        assert found["forgiven", question] == ("known failure", "it is always 0")


def test_who_is_not_timed_is_no_error(told):
    """With warnings as errors: an unused fixture would be one."""
    assert "4 failed, 2 passed, 2 known failure, 4 unsupported in " in told.stdout
    assert "ERROR" not in told.stdout


def test_what_is_told_is_what_was_measured(told):
    """The times are those of our records, and parameters are strings."""
    recorded = {record.question: record.timing for record in told.records if record.timing}
    shown = strict(told.folder / "b.json")["benchmarks"]
    assert {each["group"] for each in shown} == {
        f"{question}/cross_entropy/ordinary/float32/32x10/cpu" for question in recorded
    }
    for each in shown:
        timing = recorded[each["group"].partition("/")[0]]
        assert each["stats"]["median"] == pytest.approx(timing.median, rel=1e-4)
        assert each["stats"]["min"] == pytest.approx(min(timing.seconds), rel=1e-4)
        assert each["stats"]["rounds"] == len(timing.rounds)
        assert each["extra_info"]["ratio_to_yardstick"] == timing.ratio
        assert all(isinstance(value, str) for value in each["params"].values())


def test_samples_are_left_out_unless_they_are_asked_for(told, tmp_path):
    """Ours are in the records; --benchmark-save-data keeps them in its own files too."""
    for path in (told.folder / "b.json", *told.folder.glob("*/*.json")):
        assert path.stat().st_size < 20_000
        assert not any("data" in each["stats"] for each in strict(path)["benchmarks"])
    path = tmp_path / "b.json"
    bench(*HONESTLY, f"--benchmark-json={path}", "--benchmark-save-data", results=tmp_path / "x")
    (kept,) = strict(path)["benchmarks"]
    assert len(kept["stats"]["data"]) == kept["stats"]["rounds"]


def test_the_command_of_a_timed_cell_asks_it_again(told, tmp_path):
    """Verbatim, and nothing else."""
    once = next(record for record in told.records if record.implementation == "hasty")
    path = tmp_path / "again.jsonl"
    assert bench(*shlex.split(once.command), results=path).returncode == 1
    (twice,) = _reading.read(path).records
    assert (once.cell, once.digest, once.reason) == (twice.cell, twice.digest, twice.reason)


@pytest.mark.parametrize(
    ("which", "code", "said"),
    [
        ("", 0, "(0001_"),
        ("=0001", 0, "(0001_"),
        ("=0042", 4, "--benchmark-compare: no 0042 is saved"),
    ],
)
def test_runs_are_compared_with_a_saved_one(told, tmp_path, which, code, said):
    """The last, or that of a number; one that is not there is an error of usage."""
    run = bench(
        *HONESTLY, f"--benchmark-storage=file://{told.folder}", f"--benchmark-compare{which}",
        "-W", "error", results=tmp_path / "x.jsonl",
    )  # fmt: skip
    assert run.returncode == code, run.stdout + run.stderr
    assert said in run.stdout + run.stderr
    assert "INTERNALERROR" not in run.stdout + run.stderr
