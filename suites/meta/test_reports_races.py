"""Races: the truth decides who is faster, and neither the noise nor who was left out does."""

import math

import pytest

from reports._intervals import Interval, paired
from reports._pace import seconds, slower
from reports._races import SMALLEST_DIFFERENCE, races
from reports._throughput import status
from suites.meta._timings import raced, timed, timing

SEEDS = range(300)


def places(records):
    (race,) = races(records)
    return {entry.record.implementation: entry.place for entry in race.entries}


@pytest.mark.parametrize("noise", [0.01, 0.03, 0.3])
def test_the_same_code_is_no_faster_than_itself(noise):
    """A against A: without a noise floor it is called as rarely as the level says, else never."""
    called = below = 0
    for seed in SEEDS:
        (race,) = races(raced({"a": 1.0, "b": 1.0}, seed=seed, noise=noise))
        one, other = (seconds(entry.timing) for entry in race.entries)
        called += slower(paired(one, other), 0) or slower(paired(other, one), 0)
        below += race.entries[1].place > 1
    assert called / len(SEEDS) <= 0.05 + 3 * math.sqrt(0.05 * 0.95 / len(SEEDS))
    assert below == 0 if noise < 0.1 else below < called


@pytest.mark.parametrize("truth", [{"a": 1.0, "b": 1.25}, {"b": 1.25, "a": 1.0}])
def test_a_true_difference_is_called(truth):
    """25 % apart, 3 % of noise in each, and weather of 20 %; never the other way around."""
    found = [places(raced(truth, seed=seed)) for seed in SEEDS]
    assert sum(each == {"a": 1, "b": 2} for each in found) / len(SEEDS) > 0.99
    assert all(each["a"] == 1 for each in found)


def test_a_difference_that_nobody_should_care_about_is_a_tie():
    """10 % is one, however certain it is."""
    assert places(raced({"a": 1.0, "b": 1.1}, seed=0, noise=1e-4)) == {"a": 1, "b": 1}
    assert places(raced({"a": 1.0, "b": 1.2}, seed=0, noise=1e-4)) == {"a": 1, "b": 2}


def test_ties_share_a_place():
    """And who comes behind two that are first is third."""
    (race,) = races(raced({"slow": 2.0, "even": 1.0, "same": 1.0}, seed=1))
    assert [entry.place for entry in race.entries] == [1, 1, 3]
    assert race.entries[2].record.implementation == "slow"
    assert race.reference.relative == Interval(1, 1, 1)
    assert race.entry("slow").relative.median == pytest.approx(2, rel=0.03)


def test_what_was_not_timed_is_never_fastest():
    """Wrong answers do not race; they are kept with what their records say of them."""
    wrong = timed("hasty", 0.001, status="failed", timing=None, reason="inf for 3.15")
    (race,) = races([wrong, timed("a", 0.1), timed("b", 0.2)])
    assert race.reference.name == "a"
    assert race.others == (wrong,)
    assert race.entry("hasty") is None
    (empty,) = races([wrong])
    assert (empty.reference, empty.entries, empty.noise) == (None, (), SMALLEST_DIFFERENCE)
    assert empty.measured is None


def test_who_left_before_it_got_slow_has_not_won():
    """A lower median of quieter rounds does not count; in the common ones it was slower."""
    early = dict.fromkeys(range(8), 1.1)
    whole = dict.fromkeys(range(8), 1.0) | dict.fromkeys(range(8, 20), 3.0)
    (race,) = races([timed("early", early), timed("whole", whole)])
    assert [entry.record.implementation for entry in race.entries] == ["whole", "early"]
    assert race.entry("early").relative == Interval(*[pytest.approx(1.1)] * 3)


def test_the_fastest_is_who_wins_most_rounds():
    """Of two that tie, a lower median of the times is less than to be faster in most rounds."""
    usual = {number: 1.0 + 0.1 * number for number in range(9)}
    lucky = {number: seconds * 1.01 for number, seconds in usual.items()} | {4: 1.3}
    (race,) = races([timed("lucky", lucky), timed("usual", usual)])
    assert race.entry("lucky").timing.median < race.entry("usual").timing.median
    assert [entry.place for entry in race.entries] == [1, 1]
    assert race.reference.name == "usual"


def test_those_that_never_met_are_not_compared():
    """Without a common round the ratio is unknown, and neither of the two is below the other."""
    (race,) = races([timed("a", {0: 1.0, 1: 1.0}), timed("b", {2: 9.0, 3: 9.0})])
    assert [entry.place for entry in race.entries] == [1, 1]
    assert race.entry("b").relative is None


def test_only_the_latest_heat_races():
    """Rounds of another day have other weather; who has nothing newer stands beside."""
    older = timed("a", 0.1, timing=timing({0: 0.1}, heat="2026-01-01T00:00:00 Abacus"))
    (race,) = races([older, timed("b", 0.2)])
    assert [entry.record.implementation for entry in race.entries] == ["b"]
    assert race.others == (older,)
    assert status(race, "a") == "another day"


def test_the_noise_is_what_the_yardsticks_differ_by():
    """The same code in five processes, one of which has bad luck with its memory."""
    rounds = range(10)
    yardsticks = {**dict.fromkeys("abcd", 1e-3), "e": 1.2e-3}
    records = [
        timed(name, 0.1, timing=timing(dict.fromkeys(rounds, 0.1), dict.fromkeys(rounds, each)))
        for name, each in yardsticks.items()
    ]
    assert races(records)[0].noise == pytest.approx(0.2)
    assert races(records)[0].measured == pytest.approx(0.2)
    assert (races(records[:4])[0].noise, races(records[:4])[0].measured) == (SMALLEST_DIFFERENCE, 0)


def test_a_race_is_one_question_at_one_place():
    """The usual dtype first, then by the number of classes; other questions are none."""
    at = [("bfloat16", "32x10"), ("float32", "64x128256"), ("float32", "1024x1000")]
    records = [
        timed("a", 0.1, question=question, dtype=dtype, shape=shape)
        for dtype, shape in at
        for question in ("forward_backward", "forward", "value")
    ]
    found = [(race.dtype, race.shape, race.question) for race in races(records)]
    assert found == [
        (dtype, shape, question)
        for dtype, shape in (at[2], at[1], at[0])
        for question in ("forward", "forward_backward")
    ]
    assert races(records)[1].title == (
        "forward_backward of cross_entropy in float32, 1024x1000, on cpu"
    )
