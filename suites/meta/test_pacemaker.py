"""The pacemaker: what it measures in each round, what roof that makes, and when it crashes."""

import sys
from types import SimpleNamespace

import pytest

from reports._reading import read
from suites import pacemaker
from suites.meta._bench import bench
from suites.meta._lanes import FakeLane
from suites.pacemaker import Pacemaker
from suites.subject import Crashed
from xentbench import lanes
from xentbench.pace import MEASURABLE, Pace, Roof, roof

SIZE = 2**24
YARDSTICKS = {"read": "read", "copy": "copy", "streaming copy": "copy"}


@pytest.fixture
def one(monkeypatch):
    """In this process, which keeps all of its cores."""
    monkeypatch.setattr(pacemaker, "bind", lambda threads: None)
    return Pacemaker(2)


def paced(samples, question="forward_backward", size=SIZE, **faults):
    """A pace of fake samples, a round each."""
    log, reports = [], iter(samples)
    lane = FakeLane("pacemaker", log, **faults)
    lane.facts = lambda: {"yardsticks": YARDSTICKS}
    lane._right = lambda method: next(reports) if method == "sample" else None
    found = Pace(lane, question, size)
    found.prepare()
    for number in range(len(samples)):
        found.take(number)
    return found, log


def ran(*yardsticks, size=SIZE):
    samples = {number: {"yardstick": seconds} for number, seconds in enumerate(yardsticks)}
    return SimpleNamespace(start={"size": size}, samples=samples)


def test_each_round_has_all_that_the_question_needs(one):
    """Who only reads is held against reading alone."""
    one.prepare(SIZE, ["read"])
    assert {one._kernels[name][0] for name in one.sample()} == {"read"}
    one.prepare(SIZE, ["read", "copy"])
    found = one.sample()
    assert set(found) == set(one.facts()["yardsticks"]) >= {"read", "copy"}
    assert all(seconds > 0 for seconds in found.values())
    one.clear()
    assert one._passes is None


def test_exponentials_are_those_of_the_fastest_way(one, monkeypatch):
    """In whichever blocks they are computed."""
    rates = {("slow", 8): 1.0, ("slow", 64): 2.0, ("quick", 8): 5.0, ("quick", 64): 3.0}
    monkeypatch.setattr(pacemaker, "BLOCKS", (8, 64))
    monkeypatch.setattr(pacemaker, "exps", lambda: {"float32": ["slow", "quick"]})
    monkeypatch.setattr(one, "_rate", lambda dtype, way, block: rates[way, block])
    assert one.exponentials() == {"float32": 5.0}


def test_exponentials_are_counted_by_all_threads(one, monkeypatch):
    """Each takes as many; a rate is of all of them together, and neither dtype is free."""
    counted = []
    monkeypatch.setattr(pacemaker, "TRIES", 1)
    one._rate("float32", lambda numbers, found: counted.append(len(numbers)), 2**13)
    assert sum(counted) == 2 * pacemaker.TOGETHER
    assert set(pacemaker.exps()) == {"float32", "float64"}


def test_the_roof_is_the_best_of_all_copies():
    """By name; reading is faster than any copy, and no roof of who has to write."""
    found, _ = paced([
        {"read": 1e-4, "copy": 2e-3, "streaming copy": 1.5e-3},
        {"read": 1e-4, "copy": 3e-3, "streaming copy": 1e-3},
    ])  # fmt: skip
    assert found.told()["copy"] == (2e-3, 3e-3)
    runners = {"a": ran(2e-3, 4e-3)}
    assert roof("forward_backward", runners, found) == Roof(2 * SIZE / 1e-3, "streaming copy")
    assert roof("forward_backward", {"a": ran(5e-4)}, found) == Roof(2 * SIZE / 5e-4, "copy")
    assert roof("forward_backward", runners, None) == Roof(2 * SIZE / 2e-3, "copy")


def test_the_roof_of_reading_is_a_read():
    """Each byte moves once."""
    found, log = paced([{"read": 1e-3}], "forward")
    assert roof("forward", {"a": ran(4e-3)}, found) == Roof(SIZE / 1e-3, "read")
    assert [method for _, method in log] == ["prepare", "sample"]


def test_nothing_is_measured_of_what_is_too_small():
    """It would be the time of a call; so there is no roof either."""
    found, log = paced([{"read": 1e-9}], "forward", MEASURABLE - 1)
    assert not log
    assert roof("forward", {"a": ran(1e-9, size=MEASURABLE - 1)}, found) is None


@pytest.mark.parametrize(("method", "since"), [("prepare", 0), ("sample", 0), ("sample", 2)])
def test_a_pacemaker_that_crashes_is_told_and_not_counted(method, since):
    """Half a heat is none: a roof from its first rounds could be too low for the last."""
    found, log = paced([{"copy": 1e-9}] * 5, **{method: (since, Crashed("gone"))})
    asked = len(log)
    found.clear()
    assert len(log) == asked, "it is left alone then"
    assert found.lost == "the pacemaker crashed: gone"
    assert found.told() == {}
    assert roof("forward_backward", {"a": ran(1.0)}, found) == Roof(2 * SIZE, "copy")


def test_it_serves_from_a_process_of_its_own():
    """In the interpreter of the harness, by the protocol of a lane."""
    process = lanes.pacemaker(1)
    try:
        assert process.facts()["yardsticks"]["copy"] == "copy"
        process.ask("prepare", size=2**20, mixes=["copy"])
        assert process.ask("sample").keys() >= {"copy"}
        assert sys.executable in process._spec
    finally:
        process.stop()


def test_a_run_whose_pacemaker_crashes_is_red(tmp_path):
    """The implementation has its time, for it is not to blame; the bench says what is missing."""
    for name in ("numba", "llvmlite"):  # which Numba brings along
        (tmp_path / f"{name}.py").write_text("raise RuntimeError('made for another NumPy')\n")
    run = bench(
        "--implementation=numpy_log1p", "--question=forward", "--shape=32x10", "--dtype=float32",
        "--benchmark-max-time=0.01", results=tmp_path / "r.jsonl", PYTHONPATH=str(tmp_path),
    )  # fmt: skip
    told = run.stdout + run.stderr
    assert run.returncode == pytest.ExitCode.TESTS_FAILED, told
    assert "exponentials were not measured: RuntimeError: made for another NumPy" in told
    (record,) = read(tmp_path / "r.jsonl").records
    assert (record.status, record.timing.exp_seconds) == ("passed", None)
