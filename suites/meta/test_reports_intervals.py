"""Intervals of medians: they cover what they claim to, and what is common to a round cancels."""

import math

import numpy as np
import pytest

from reports._intervals import Interval, interval, paired, quantile

TIMES = 2000
#: How samples are drawn, and their true median: from tame to so skewed that the mean is far away.
DRAWN = {
    "normal": (lambda rng, n: rng.normal(1, 0.03, n), 1.0),
    "exponential": (lambda rng, n: rng.exponential(1, n), math.log(2)),
    "lognormal": (lambda rng, n: rng.lognormal(0, 1.5, n), 1.0),
    "pareto": (lambda rng, n: 1 + rng.pareto(1, n), 2.0),
}


@pytest.mark.parametrize(("number", "left_out"), [(6, 0), (20, 5), (50, 17)])
@pytest.mark.parametrize("name", DRAWN)
def test_an_interval_covers_the_median_as_often_as_it_says(name, number, left_out):
    """Whatever the distribution: the coverage is that of the binomial, and 95 % at least."""
    draw, truth = DRAWN[name]
    rng = np.random.default_rng(number)
    found = [interval(draw(rng, number).tolist()) for _ in range(TIMES)]
    covered = sum(each.low <= truth <= each.high for each in found) / TIMES
    exact = 1 - 2 * sum(math.comb(number, k) for k in range(left_out + 1)) / 2**number
    assert exact >= 0.95
    assert covered == pytest.approx(exact, abs=4 * math.sqrt(exact * (1 - exact) / TIMES))


def test_one_sample_more_left_out_would_be_too_many():
    """So the interval is the narrowest of those that are symmetric in rank."""
    for number in range(6, 200):
        samples = [float(k) for k in range(number)]
        low = int(interval(samples).low)
        tails = [
            sum(math.comb(number, k) for k in range(n + 1)) / 2**number for n in (low, low + 1)
        ]
        assert tails[0] <= 0.025 < tails[1]
        assert interval(samples).high == number - 1 - low


def test_few_samples_give_all_that_they_have():
    """Of fewer than six the smallest and the largest; one is its own median."""
    assert interval([3.0, 1.0, 2.0]) == Interval(2.0, 1.0, 3.0)
    assert interval([7.0]) == Interval(7.0, 7.0, 7.0)
    assert interval([1.0, 2.0, 3.0]).spread == 0.5


def test_a_common_slow_down_cancels():
    """However bad the weather was in a round, it was so for both."""
    rng = np.random.default_rng(0)
    weather = rng.lognormal(0, 2, 30)
    one = dict(enumerate((3 * weather).tolist()))
    other = dict(enumerate((2 * weather).tolist()))
    found = paired(one, other)
    assert (found.low, found.median, found.high) == pytest.approx((1.5, 1.5, 1.5))


def test_a_round_that_only_one_has_is_not_used():
    """It has nothing to be compared with; without any common round there is no comparison."""
    assert paired({1: 2.0, 2: 6.0, 9: 1e9}, {2: 2.0, 1: 1.0, 5: 1e-9}) == Interval(2.5, 2.0, 3.0)
    assert paired({1: 2.0}, {2: 2.0}) is None


def test_a_quantile_is_a_sample():
    """The nearest one in rank, whatever the order that they came in."""
    samples = [5.0, 1.0, 4.0, 2.0, 3.0, 6.0]
    assert [quantile(samples, share) for share in (0, 0.2, 0.5, 0.8, 1)] == [1, 2, 3, 5, 6]
