"""What a judgement says besides its verdict, on examples small enough for mental arithmetic."""

import numpy as np
import pytest
from gmpy2 import mpq

from suites.judgement import flushes, judge
from suites.meta._references import reference
from suites.verdict import LADDER, Verdict

INF, NAN = np.inf, np.nan
ULP, U = 2.0**-23, 2.0**-24  #: of float32, from 1 to 2
TINY, SMALLEST = 2.0**-126, 2.0**-149


def steps(*counts):
    """So many ulp above 1."""
    return 1 + np.array(counts) * ULP


def shares(**of):
    return {str(verdict): of.get(verdict.name, 0) for verdict in LADDER}


def test_errors_in_ulp():
    """The largest, what it exceeds half an ulp by, the mean with its sign, the norm."""
    found = judge(steps(0, 3, -2, 1), reference([1, 1, 1, 1 + mpq(ULP) / 4], "float32"))
    assert (found.error, found.excess) == (3, 2.5)
    assert found.bias == (0 + 3 - 2 + 0.75) / 4
    assert found.condition_ratio == found.absolute_ratio == 2.5 * ULP / U
    assert found.normwise == pytest.approx((3 + 2 + 0.75) * ULP / (4 * U), rel=1e-6)
    assert found.shares == shares(CORRECTLY_ROUNDED=1 / 4, FAITHFUL=1 / 4, ACCURATE=2 / 4)
    assert sum(found.shares.values()) == 1


def test_ratios():
    """The excess over what conditioning allows, and over what an error beside 1 may be."""
    found = judge(np.array([0.25 + 5 * ULP]), reference([0.25], "float32", condition=9.0))
    excess = 5 * ULP - ULP / 8
    assert found.error == 20
    assert found.condition_ratio == excess / (U * 10 * 0.25)
    assert found.absolute_ratio == excess / U
    beyond_one = judge(np.array([8 + 16 * ULP]), reference([8], "float32", condition=1.0))
    assert beyond_one.condition_ratio == (16 - 4) * ULP / (U * 2 * 8)
    assert beyond_one.absolute_ratio == (16 - 4) * ULP / (U * 8)


def test_quantiles():
    """Of the errors, each one that occurred: the median, and the 99th and 99.9th of a hundred."""
    found = judge(steps(*range(1, 101)), reference([1] * 100, "float32", condition=1e3))
    assert found.quantiles == {"50": 51, "99": 100, "99.9": 100}
    found = judge(steps(2, NAN, 4), reference([1] * 3, "float32"))
    assert found.quantiles == {"50": 4, "99": 4, "99.9": 4}


def test_worst_by_verdict_then_by_error():
    """The entry that decided: the worst rung first, and on it the largest error."""
    exact = [1, 1, mpq(3, 2**30), 1, 1]
    found = judge(np.array([*steps(8, 2), 0.0, *steps(6, 7)]), reference(exact, "float32"))
    assert (found.verdict, found.worst) == (Verdict.ABSOLUTE, (2,))
    assert (found.computed, found.exact, found.nearest) == (0, (3 / 2**30, 0), 3 / 2**30)
    found = judge(steps(8, 2, 0, -6, 7), reference([1] * 5, "float32"))
    assert (found.verdict, found.worst, found.computed) == (Verdict.ACCURATE, (0,), 1 + 8 * ULP)
    found = judge(np.array([9.0, NAN, INF]), reference([1] * 3, "float32"))
    assert (found.verdict, found.worst) == (Verdict.EXCEPTIONAL, (1,))


def test_exact_value_in_two_words():
    """Of the entry that decided: what its nearest float64 leaves out, too."""
    exact = 1 + mpq(ULP) + mpq(2) ** -70
    found = judge(steps(0), reference([exact], "float32"))
    assert (found.exact, found.nearest) == ((1 + ULP, 2.0**-70), 1 + ULP)


def test_worst_where_the_table_rules():
    """What it says stands for the exact value."""
    found = judge(np.array([1.0, 5.0]), reference([1, NAN], "float32", canonical=INF))
    assert (found.worst, found.computed) == ((1,), 5)
    assert (found.exact, found.nearest) == ((INF, 0), INF)


def test_counts():
    """Of entries that are peculiar in some way."""
    exact = [1, TINY, TINY / 2, SMALLEST / 4, 1, 1, TINY, NAN, NAN, NAN]
    computed = [0.0, -0.0, 0.0, 0.0, -1.0, NAN, TINY, NAN, 3.0, INF]
    canonical = [0] * 7 + [NAN, 0.0, INF]
    truth = reference(exact, "float32", canonical=canonical)
    assert judge(np.array(computed), truth).counts == {
        "entries": 10,
        "zeros": 2,
        "flushed": 1,
        "negative": 1,
        "minus zeros": 1,
        "exceptional": 3,
        "nothing to judge": 1,
        "outside the ladder": 3,
        "two accepted": 0,
        "second answer": 0,
        "NaN of ignored": 0,
    }
    gradient = judge(
        np.array(computed), reference(exact, "float32", losses=False, canonical=canonical)
    )
    assert (gradient.counts["negative"], gradient.counts["minus zeros"]) == (0, 0)
    assert gradient.counts["exceptional"] == 2


def test_errors_that_are_no_numbers():
    """NaN is the largest error; an infinite one is in no quantile's way."""
    found = judge(np.array([1.0, INF]), reference([1, 1], "float32"))
    assert (found.error, found.normwise, found.bias) == (INF, INF, INF)
    assert np.isnan(judge(np.array([1.0, NAN]), reference([1, 1], "float32")).error)
    assert np.isnan(judge(np.array([INF, -INF]), reference([1, 1], "float32", losses=False)).bias)
    right = judge(np.array([1.0, INF]), reference([1, mpq(2) ** 200], "float32"))
    assert (right.error, right.normwise, right.verdict) == (0, 0, Verdict.CORRECTLY_ROUNDED)


def test_norms_of_nothing():
    """No error beside nothing is none, and any error is infinite."""
    truth = reference([0, 0], "float32", losses=False)
    assert judge(np.zeros(2), truth).normwise == 0
    assert judge(np.array([0.0, 1.0]), truth).normwise == INF


@pytest.mark.parametrize(
    ("computed", "excused"),
    [
        ([1.0, 0.0, 0.0], True),
        ([1.0, 0.0, SMALLEST], True),
        ([1 + 8 * ULP, -0.0, 0.0], True),
        ([1 + 9 * ULP, 0.0, 0.0], False),
        ([1.0, TINY / 2, SMALLEST], False),
        ([1.0, TINY / 4, 0.0], False),
        ([0.0, 0.0, 0.0], False),
        ([1.0, TINY, 0.0], False),
        ([NAN, 0.0, 0.0], False),
    ],
)
def test_flushes(computed, excused):
    """Every other entry is accurate, and a subnormal one that is not was returned as 0."""
    truth = reference([1, TINY / 2, SMALLEST], "float32")
    assert flushes(np.array(computed), truth) is excused
