"""Answers outside the ladder, above and below it: never excused, or never to anyone's credit."""

from dataclasses import replace

import numpy as np
import pytest
from gmpy2 import mpq

from suites.formats import FORMATS
from suites.judgement import judge
from suites.meta._references import reference
from suites.verdict import Verdict

INF, NAN = np.inf, np.nan
ROUNDED, FAITHFUL = Verdict.CORRECTLY_ROUNDED, Verdict.FAITHFUL
EXCEPTIONAL = Verdict.EXCEPTIONAL

each_format = pytest.mark.parametrize("dtype", FORMATS)
either = pytest.mark.parametrize("losses", [True, False], ids=["loss", "gradient"])


def verdict(computed, exact, dtype, **more):
    return judge(np.array([float(computed)]), reference([exact], dtype, **more)).verdict


@each_format
@either
def test_not_a_number(dtype, losses):
    """NaN and infinities are exceptional, however well conditioned or lenient the place."""
    for exact in (1, mpq(FORMATS[dtype].max), mpq(FORMATS[dtype].tiny)):
        for computed in (NAN, INF, -INF):
            more = {"losses": losses, "condition": 1e300}
            assert verdict(computed, exact, dtype, **more) is EXCEPTIONAL


@each_format
@either
def test_overflow(dtype, losses):
    """Beyond half an ulp over the largest number, infinity is right; that number is faithful."""
    most = mpq(FORMATS[dtype].max)
    half_ulp = mpq(2) ** (FORMATS[dtype].max_exponent - FORMATS[dtype].precision)
    below = float(most - 2 * half_ulp)
    for exact, right in ((most + half_ulp, INF), (most * 8, INF), (most + half_ulp / 2, most)):
        assert verdict(right, exact, dtype, losses=losses) is ROUNDED
        other = most if right == INF else INF
        assert verdict(other, exact, dtype, losses=losses) is FAITHFUL
        assert verdict(-INF, exact, dtype, losses=losses) is EXCEPTIONAL
        found = verdict(below, exact, dtype, losses=losses)
        assert (found is EXCEPTIONAL) == (right == INF)


@each_format
def test_loss_of_a_wrong_sign(dtype):
    """A negative loss is exceptional, be it by the smallest number; -0 is 0."""
    smallest = FORMATS[dtype].smallest_subnormal
    for exact in (1, mpq(smallest), mpq(smallest) / 4, mpq(2) ** -5000):
        for computed in (-smallest, -1.0):
            assert verdict(computed, exact, dtype) is EXCEPTIONAL
            assert verdict(computed, exact, dtype, losses=False) is not EXCEPTIONAL
    found = judge(np.array([-0.0]), reference([mpq(smallest)], dtype))
    assert found.verdict is not EXCEPTIONAL
    assert (found.counts["minus zeros"], found.counts["negative"]) == (1, 0)


@each_format
@either
def test_rounding_to_zero_earns_nothing(dtype, losses):
    """Where the nearest number is 0, a constant 0 is right and is not judged."""
    smallest = mpq(FORMATS[dtype].smallest_subnormal)
    exact = [smallest / 2, smallest / 3, mpq(2) ** -5000] + [0, -smallest / 2] * (not losses)
    truth = reference(exact, dtype, losses=losses)
    for zero in (0.0, -0.0):
        found = judge(np.full(len(exact), zero), truth)
        assert found.verdict is None
        assert (found.shares, found.quantiles, found.error) == ({}, {}, 0)
        assert found.counts["nothing to judge"] == len(exact)


@each_format
@either
def test_one_wrong_entry_where_the_truth_rounds_to_zero(dtype, losses):
    """It counts all the same, and so do the neighbours of 0."""
    smallest = float(FORMATS[dtype].smallest_subnormal)
    truth = reference([mpq(smallest) / 3] * 3, dtype, losses=losses, lenient=False)
    for computed, expected in (
        (smallest, Verdict.FAITHFUL),
        (2 * smallest, Verdict.ACCURATE),
        (1.0, Verdict.INACCURATE),
        (NAN, EXCEPTIONAL),
    ):
        found = judge(np.array([0.0, computed, 0.0]), truth)
        assert (found.verdict, found.worst) == (expected, (1,))
        assert found.counts["nothing to judge"] == 2


@each_format
def test_a_constant_zero_beside_it(dtype):
    """One loss that does not round to 0 is enough to tell."""
    truth = reference([mpq(2) ** -5000, mpq(1, 2)], dtype)
    found = judge(np.zeros(2), truth)
    assert (found.verdict, found.worst) == (Verdict.INACCURATE, (1,))


def test_rows_of_the_table():
    """Right ones are outside the ladder; wrong ones are exceptional, and the worst."""
    truth = reference([1, NAN, NAN], "float32", canonical=[0.0, NAN, INF])
    right = judge(np.array([1.0, NAN, INF]), truth)
    assert (right.verdict, right.counts["outside the ladder"]) == (ROUNDED, 2)
    for wrong in ([1.0, 0.0, INF], [1.0, NAN, 5.0]):
        found = judge(np.array(wrong), truth)
        assert found.verdict is EXCEPTIONAL
        assert found.worst == ((1,) if wrong[1] == 0 else (2,))
        assert found.shares[ROUNDED] == 1
    alone = reference([NAN], "float32", canonical=[NAN])
    assert judge(np.array([NAN]), alone).verdict is None


@pytest.mark.parametrize("shape", [(0,), (0, 5), (3, 0)])
def test_nothing_at_all(shape):
    """An empty answer to an empty question has no verdict."""
    truth = replace(reference([], "float32"), high=np.zeros(shape))
    assert judge(np.zeros(shape), truth).verdict is None


@pytest.mark.parametrize("shape", [(), (1,), (3,), (2, 1), (1, 2)])
def test_shapes_differ(shape):
    """An answer of another shape is none; it is never broadcast."""
    with pytest.raises(ValueError, match=r"the answer has shape .*, not \(2,\)"):
        judge(np.ones(shape), reference([1, 1], "float32"))
