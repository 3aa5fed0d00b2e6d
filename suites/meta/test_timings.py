"""What is made of the samples of a heat: who is too fast to be true, and who too unsteady."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from suites.judgement import WrongAnswer
from xentbench.pace import MEASURABLE, Roof, roof
from xentbench.plan import Cell
from xentbench.race import SETTLED, Runner
from xentbench.timings import BEYOND, MEMORY, timing

CELL = Cell("one", "cross_entropy", "ordinary", "float32", "1024x1000", "cpu")
SIZE = 1024 * 1000 * 4


def ran(*ratios, size=SIZE, **facts):
    """Who took so many times as long as the yardstick, which takes a millisecond."""
    start = {"size": size, "calls": 1, "first_call": 0.5, **dict.fromkeys(MEMORY)}
    facts_of_lane = {"threads": 1, "cores": [0, 2], "allocator": {"MALLOC_ARENA_MAX": "1"}}
    lane = SimpleNamespace(facts=lambda: facts_of_lane)
    usual = {"yardstick": 1e-3, "page_faults": 0, "device_seconds": None, **facts}
    samples = {i: {"seconds": ratio * 1e-3, **usual} for i, ratio in enumerate(ratios)}
    return Runner(lane, start, samples)


def told(runner, best=None, question="forward", dtype="float32", **exponentials):
    return timing(question, replace(CELL, dtype=dtype), runner, best, "a heat", exponentials)


@pytest.mark.parametrize("question", ["forward", "forward_backward"])
def test_nobody_is_faster_than_the_inputs_can_be_read(question):
    """Or written, where a gradient is: then it is no time but a wrong answer."""
    for ratio in (1.0, 0.97, 0.8):
        runner = ran(*[ratio] * 10)
        best = roof(question, {CELL: runner}, None)
        if 1 / ratio < BEYOND:
            assert told(runner, best, question).share == pytest.approx(1 / ratio, rel=0.01)
        else:
            with pytest.raises(WrongAnswer, match="cannot have read its inputs"):
                told(runner, best, question)


def test_the_roof_is_the_best_of_any_yardstick():
    """In any process and round: a busy moment of one accuses nobody."""
    steady, disturbed = ran(1.0), ran(0.1, yardstick=1e-2)
    found = roof("forward", {CELL: disturbed, "other": steady}, None)
    assert found == Roof(SIZE / 1e-3, "read")
    assert told(steady, found).roof_name == "read"


def test_there_is_no_roof_where_the_yardstick_measures_calls():
    """Of small inputs it is the time of a call, and not of the memory."""
    assert roof("forward", {CELL: ran(0.1, size=MEASURABLE - 1)}, None) is None
    found = told(ran(0.1), best=None)
    assert (found.roof, found.roof_name, found.share) == (None, "", None)


def test_a_better_copy_accuses_nobody():
    """Who is faster than the yardsticks in the lanes, and slower than the pacemaker, is right."""
    runner = ran(*[0.8] * 10)
    with pytest.raises(WrongAnswer):
        told(runner, Roof(2 * SIZE / 1e-3, "copy"), "forward_backward")
    found = told(runner, Roof(2 * SIZE / 6e-4, "streaming copy"), "forward_backward")
    assert (found.roof_name, found.share) == ("streaming copy", pytest.approx(0.75, rel=0.01))


@pytest.mark.parametrize(("dtype", "rate"), [("float32", 4e9), ("bfloat16", 4e9), ("float64", 1e9)])
def test_every_logit_costs_an_exponential(dtype, rate):
    """In float32 those of the formats with 16 bits; where none were measured nothing is said."""
    found = told(ran(1.0), dtype=dtype, float32=4e9, float64=1e9)
    assert found.exp_seconds == pytest.approx(1024 * 1000 / rate)
    assert told(ran(1.0), dtype=dtype).exp_seconds is None


def test_what_a_process_was_given_is_recorded():
    """Threads, cores, and what its allocator was told."""
    found = told(ran(1.0))
    assert (found.threads, found.cores) == (1, (0, 2))
    assert found.allocator == {"MALLOC_ARENA_MAX": "1"}


def test_memory_is_recorded_in_parts():
    """Each as it was told, and what nobody told as None."""
    runner = ran(1.0)
    runner.start |= {"forward_memory": 5, "peak_memory": 7}
    found = told(runner)
    assert (found.forward_memory, found.held_memory, found.peak_memory) == (5, None, 7)


@pytest.mark.parametrize(
    ("ratios", "unstable"),
    [
        ([1.0] * 20, ""),
        ([1.0, 1 + SETTLED] * 10, ""),
        ([1.0, 1 + 3 * SETTLED] * 10, "±2.9 % after 20 rounds"),
        ([1.0, 3.0] * 10, "±50.0 % after 20 rounds"),
        ([2.0, 1.0, 3.0] * 2, "±50.0 % after 6 rounds"),
    ],
)
def test_an_unstable_time_says_why(ratios, unstable):
    """The interval of its ratio, and after how many rounds."""
    assert told(ran(*ratios)).unstable == unstable


def test_a_slow_moment_of_the_machine_is_not_instability():
    """Who is slow when the yardstick is slow is as fast as ever."""
    runner = ran(*[1.0] * 20)
    for sample in list(runner.samples.values())[::2]:
        sample.update(seconds=5e-3, yardstick=5e-3)
    found = told(runner)
    assert (found.ratio, found.unstable) == (1, "")


def test_what_was_not_measured_is_left_out():
    """The CPU has no clock of a device, and its rounds are numbered as they were run."""
    runner = ran(1.0, 1.0, 1.0)
    runner.samples.pop(1)
    found = told(runner)
    assert found.device_seconds == ()
    assert found.rounds == (0, 2)
    assert len(found.seconds) == len(found.yardstick) == 2
