"""The functions of pairs of float64 keep the relative error that the second tier gives them."""

import flint
import numpy as np
import pytest
from flint import arb, fmpq

from suites.arithmetics import double_double, double_doubles

MARGIN = 2.0**-7 * double_doubles._RELATIVE  #: what each function may have of it

rational = np.frompyfunc(lambda x: fmpq(*float(x).as_integer_ratio()), 1, 1)


@pytest.fixture(autouse=True)
def precise():
    flint.ctx.prec = 400


def exactly(pair):
    return np.frompyfunc(arb, 1, 1)(rational(pair[0]) + rational(pair[1]))


def applied(name, numbers):
    return np.frompyfunc(lambda x: getattr(x, name)(), 1, 1)(numbers)


def drawn(low, high, size=2000):
    """Positive numbers of all sizes between two powers of two, with a low word."""
    rng = np.random.default_rng(size)
    first = np.exp2(rng.uniform(low, high, size))
    return first, rng.uniform(-0.5, 0.5, size) * np.spacing(first)


def far_off(found, exact):
    """The largest relative error."""
    return abs(exactly(found) / exact - 1).max()


def test_what_is_claimed():
    """The error of a loss, and every function with a margin."""
    assert double_doubles._RELATIVE == 2.0**-85


@pytest.mark.parametrize("edges", [(-60, -20), (-3, 0), (0, 6), (6, 9.3)])
def test_exp(edges):
    """Of a gap down to the last whose exponential has a low word."""
    high, low = drawn(*edges)
    exact = applied("exp", -exactly((high, low)))
    assert far_off(double_double.exp((-high, -low)), exact) < MARGIN


@pytest.mark.parametrize("edges", [(-900, -100), (-100, -13), (-12.1, -11.9), (-12, 0), (0, 30)])
def test_log1p(edges):
    """Of a sum that is tiny, at the edge of the series, and large."""
    pair = drawn(*edges)
    assert far_off(double_double.log1p(pair), applied("log1p", exactly(pair))) < MARGIN


def test_log1p_of_nothing():
    """Is nothing, exactly."""
    assert double_double.log1p((np.zeros(1), np.zeros(1))) == (0, 0)


@pytest.mark.parametrize("width", [1, 2, 7, 1000])
def test_total(width):
    """Of many terms of all sizes."""
    pair = [word.reshape(-1, width) for word in drawn(-300, 0, 20 * width)]
    assert far_off(double_double.total(pair), exactly(pair).sum(1)) < MARGIN


def test_divide():
    """Of numbers of all sizes, by sums of exponentials."""
    above, below = drawn(-500, 0), drawn(0, 20)
    assert far_off(double_double.divide(above, below), exactly(above) / exactly(below)) < MARGIN
