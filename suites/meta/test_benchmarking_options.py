"""The options of pytest-benchmark: which half is asked, how long, and what is refused."""

import signal
import time
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from reports import _reading
from suites.meta._bench import QUICK, ROOT, bench, started
from suites.meta.test_benchmarking import HONESTLY
from xentbench import benchmarking, environment

#: A plugin that is missing here, by the option that matters.
ELSEWHERE = """
def pytest_addoption(parser):
    parser.addoption("--codspeed", action="store_true")
"""
TIMED = {"forward", "forward_backward"}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--benchmark-compare-fail=median:5%"], "`python -m reports repeatability` instead"),
        (["--numprocesses", "2"], "leave -n out: one process has to write the results"),
        (["--dist", "load"], "leave -n out: one process has to write the results"),
        (["--codspeed"], "--codspeed blocks pytest-benchmark"),
        (["--benchmark-compare"], "nothing is saved in file:///no/where yet"),
        (["--benchmark-cprofile=cumtime"], "--benchmark-cprofile sees no call"),
    ],
)
def test_what_would_end_in_a_traceback_is_refused_with_a_sentence(tmp_path, arguments, sentence):
    """Or what would be silently not told."""
    (tmp_path / "elsewhere.py").write_text(ELSEWHERE)
    storage = "--benchmark-storage=file:///no/where"
    run = bench(
        *HONESTLY, storage, *arguments, "-p", "elsewhere",
        results=tmp_path / "x.jsonl", PYTHONPATH=str(tmp_path),
    )  # fmt: skip
    assert run.returncode == pytest.ExitCode.USAGE_ERROR, run.stdout + run.stderr
    assert sentence in run.stderr
    assert "INTERNALERROR" not in run.stdout + run.stderr
    assert not (tmp_path / "x.jsonl").exists()


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        (["suites/meta"], False),
        (["suites/meta/test_claims.py::test_any", str(ROOT / "suites" / "meta")], False),
        (["suites/meta", "suites"], True),
        (["suites/meta/../test_stability.py"], True),
    ],
)
def test_the_projects_own_tests_alone_are_spread_over_processes(words, refused):
    """They ask nothing, so that no two would write the same results."""
    names = "benchmark_compare", "benchmark_compare_fail", "benchmark_cprofile"
    option = SimpleNamespace(numprocesses=2, benchmark_storage="", **dict.fromkeys(names))
    given = SimpleNamespace(dir=ROOT)
    config = SimpleNamespace(option=option, args=words, invocation_params=given)
    with pytest.raises(pytest.UsageError, match="leave -n out") if refused else nullcontext():
        benchmarking.check(config)


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        ([], TIMED | {"value", "gradient", "untouched", "importable"}),
        (["--benchmark-skip"], {"value", "gradient", "untouched", "importable"}),
        (["--benchmark-only"], TIMED),
        (["--benchmark-only", "--benchmark-skip"], TIMED),
        (["--question", "forward"], {"forward"}),
    ],
)
def test_each_half_can_be_asked_alone(options, asked):
    """And plain pytest asks both."""
    run = bench("--plan", *QUICK, "--shape", "64x10", "--shape", "32x10", *options)
    assert run.returncode == 0, run.stdout + run.stderr
    lines = [line.split() for line in run.stdout.splitlines()]
    starts = "numpy_log1p-", "cross_entropy-"  # of a cell, and of a heat, whoever is in it
    planned = {words[0] for words in lines if len(words) > 1 and words[1].startswith(starts)}
    assert planned >= asked
    assert bool(planned & TIMED) == bool(asked & TIMED)
    assert bool(planned - TIMED) == bool(asked - TIMED)


def test_disabled_it_is_judged_without_being_timed(tmp_path):
    """Passed, by its first answer; there is no time to tell."""
    disabled = [word for word in HONESTLY if word != "--benchmark-only"]
    run = bench(*disabled, "--benchmark-disable", results=tmp_path / "x.jsonl")
    assert run.returncode == 0, run.stdout + run.stderr
    (record,) = _reading.read(tmp_path / "x.jsonl").records
    assert (record.status, record.timing) == ("passed", None)
    assert record.verdict


def test_a_least_number_of_rounds_is_honoured(tmp_path):
    """Whether or not they agree, and however little time there is."""
    run = bench(*HONESTLY, "--benchmark-min-rounds=33", results=tmp_path / "x.jsonl")
    assert run.returncode == 0, run.stdout + run.stderr
    (record,) = _reading.read(tmp_path / "x.jsonl").records
    assert len(record.timing.rounds) >= 33


def test_an_interrupted_race_ends_its_processes(tmp_path):
    """Without a traceback, and with what was found kept aside."""
    path = tmp_path / "x.jsonl"
    process = started(*HONESTLY, "--benchmark-min-rounds=1000000", results=path)
    while not (lanes := psutil.Process(process.pid).children()) or not [*tmp_path.iterdir()]:
        assert process.poll() is None
        time.sleep(0.05)
    time.sleep(0.5)  # now they race
    process.send_signal(signal.SIGINT)
    printed, _ = process.communicate(timeout=100)
    assert process.returncode == pytest.ExitCode.INTERRUPTED, printed
    assert "Traceback" not in printed
    assert [each.name for each in tmp_path.iterdir()] == ["unfinished-x.jsonl"]
    _, alive = psutil.wait_procs(lanes, timeout=60)
    assert not alive


def test_saved_runs_are_those_of_this_machine(monkeypatch):
    """A baseline of another CPU or GPU is none; whoever names a place gets that one."""
    names = "benchmark_compare", "benchmark_compare_fail", "benchmark_cprofile"
    given = dict.fromkeys(names)

    def storage(cpu, gpu=None, named=benchmarking.ELSEWHERE):
        monkeypatch.setattr(environment, "machine", lambda: {"cpu": cpu, "gpu": gpu})
        option = SimpleNamespace(benchmark_storage=named, **given)
        benchmarking.check(SimpleNamespace(option=option))
        return option.benchmark_storage.removeprefix("file://")

    places = {storage("Abacus (R) 3"), storage("Abacus 4"), storage("Abacus 4", "Loom/2 @ 1 GHz")}
    assert len(places) == 3
    assert {Path(place).parent for place in places} == {benchmarking.STORAGE}
    assert storage("Abacus 4", named="file://elsewhere") == "elsewhere"
