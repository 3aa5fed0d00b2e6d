"""What the first two tiers rest on: NumPy's functions, and sums without error."""

import flint
import numpy as np
import pytest
from flint import arb, fmpq
from gmpy2 import mpq

from suites.arithmetics import end_of, scaled_exactly, two_product, two_sum
from suites.arithmetics.intervals import Intervals
from suites.meta import _evaluator

rational = np.frompyfunc(lambda x: fmpq(*float(x).as_integer_ratio()), 1, 1)
ball = np.frompyfunc(lambda x: arb(x), 1, 1)
seeded = np.random.default_rng


@pytest.fixture(autouse=True)
def precise():
    flint.ctx.prec = 400


def exactly(pair):
    return rational(pair[0]) + rational(pair[1])


def applied(name, numbers):
    return np.frompyfunc(lambda x: getattr(arb(x), name)(), 1, 1)(numbers)


def ulps(number):
    return np.ldexp(1.0, np.maximum(np.frexp(number)[1] - 1, -1022) - 52)


#: Where exp is 1 - x, ordinary, and subnormal; where log1p is x, ordinary, and a logarithm.
ARGUMENTS = {
    "exp": -np.concatenate(
        [
            seeded(0).uniform(0, 745.2, 100_000),
            seeded(1).uniform(708, 745.2, 30_000),
            np.exp2(seeded(2).uniform(-60, 0, 30_000)),
        ]
    ),
    "log1p": np.concatenate(
        [np.exp2(seeded(3).uniform(*edges, 40_000)) for edges in ((-1074, 0), (-14, 20), (-60, 1))]
    ),
}
each_function = pytest.mark.parametrize("name", ARGUMENTS)


@each_function
def test_numpy_errs_by_at_most_an_ulp(name):
    """Half of what tier 0 assumes of NumPy's float64 functions, which are not proved."""
    arguments = ARGUMENTS[name]
    found = getattr(np, name)(arguments)
    errors = ball(rational(found)) - applied(name, rational(arguments))
    assert abs(errors / rational(ulps(found))).max() <= 1


@each_function
def test_intervals_allow_for_two_ulp(name, monkeypatch):
    """A library that errs by nearly as much as is assumed leaves the truth inside."""
    arguments = ARGUMENTS[name][::10]
    truth = applied(name, rational(arguments))
    nearest = np.array([float(x.mid()) for x in truth])
    wrong_way = np.where((ball(rational(nearest)) > truth).astype(bool), -np.inf, np.inf)
    off = np.nextafter(np.nextafter(nearest, wrong_way), wrong_way).clip(0)
    monkeypatch.setattr(np, name, lambda x: off)
    found = getattr(Intervals(arguments, arguments), name)()
    assert (rational(found.lower) <= truth).all()
    assert (truth <= rational(found.upper)).all()


def test_intervals_enclose_every_operation():
    """Each is rounded outwards, whatever the library functions leave as a margin."""
    rng = seeded(4)
    rows = np.exp2(rng.uniform(-60, 0, (2000, 3)))
    logits, kept = rng.normal(size=rows.shape), rng.random(rows.shape) < 0.7
    whole, exact = rng.integers(1, 9, 2000), rational(rows)
    points = Intervals(rows, rows)
    sums, total = points.total(kept), np.where(kept, exact, fmpq(0)).sum(1)
    for found, truth in (
        (sums, total),
        (points.over(whole), exact / rational(whole)[:, None]),
        (points.over(whole, sums), exact / (rational(whole) + total)[:, None]),
        (-sums, -total),
        (
            Intervals.gaps(logits, logits.argmax(1)),
            rational(logits) - rational(logits.max(1))[:, None],
        ),
    ):
        assert (rational(found.lower) <= truth).all()
        assert (truth <= rational(found.upper)).all()


@np.errstate(invalid="ignore")
def test_intervals_keep_what_is_exact():
    """What is 0 or 1 exactly has both ends there: a class that is masked, or the largest."""
    gaps = Intervals.gaps(np.array([[2.0, -np.inf, 2.0]]), np.zeros(1, int))
    exps, none = gaps.exp(), gaps.exp().total(np.zeros((1, 3), bool))
    assert exps.lower.tolist() == exps.upper.tolist() == [[1, 0, 1]]
    for found in (none, none.log1p(), -none, none.over(np.ones(1)), none.over(np.ones(1), none)):
        assert found.lower == found.upper == 0


def test_error_free_sums_and_products():
    """The second word is what rounding the first has left out."""
    rng = seeded(5)
    a, b = rng.normal(size=(2, 3000)) * np.exp2(rng.integers(-200, 200, (2, 3000)))
    assert (exactly(two_sum(a, b)) == rational(a) + rational(b)).all()
    assert (exactly(two_product(a, b)) == rational(a) * rational(b)).all()


def test_scaled_exactly_or_not_at_all():
    """A product that two words cannot hold is NaN, so that another tier is asked."""
    rng = seeded(6)
    scale = np.append(rng.normal(size=500), [1.0, 0.0, 2.0, -1.0] * 125)
    for high, low in ((1.0, 0.0), (-0.75, 0.0), (0.0, 0.0), (1.0, 2.0**-60), (8388609.0, 2.0**-80)):
        found = scaled_exactly((np.full(1000, high), np.full(1000, low)), scale)
        held = ~np.isnan(found[0])
        assert held[scale == 1].all()
        assert held.all() or low
        products = exactly((high, low)) * rational(scale[held])
        assert (exactly([word[held] for word in found]) == products).all()


def test_ends_are_the_nearest_numbers_to_sums():
    """An end is the float64 nearest to the exact sum, and on which side of it that lies."""
    rng = seeded(7)
    size = 4000
    first = rng.integers(2**52, 2**53, size) * 1.0
    second = rng.choice([0.0, 0.5, -0.5, 0.25], size)
    third, fourth = (
        rng.choice([-1, 0, 1], size) * np.exp2(rng.uniform(edge - 10, edge, size))
        for edge in (-30, -90)
    )
    turned = rng.choice([-1.0, 1.0], size) * np.exp2(rng.integers(-1000, 900, size))
    terms = [term * turned for term in (first, second, third, fourth)]
    open_towards = rng.integers(-1, 2, size)
    numbers, sides = end_of(*terms, open_towards=open_towards)
    for number, side, towards, *parts in zip(numbers, sides, open_towards, *terms, strict=True):
        exact = sum(map(mpq, parts))
        assert number == _evaluator.bracket(exact, int(towards), "float64")[1]
        beyond = exact - mpq(number)
        assert side == ((beyond > 0) - (beyond < 0) or towards)
