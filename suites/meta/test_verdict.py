"""The rungs of the ladder, and the edges between them, in every format."""

import numpy as np
import pytest
from gmpy2 import mpq

from suites.formats import FORMATS
from suites.judgement import judge
from suites.meta._references import reference
from suites.verdict import LADDER

CORRECT, FAITHFUL, ACCURATE, CONDITIONED, ABSOLUTE, INACCURATE, EXCEPTIONAL = LADDER
INF, NAN = np.inf, np.nan
WIDE = "float64", "float32"

each_format = pytest.mark.parametrize("dtype", FORMATS)
either = pytest.mark.parametrize("losses", [True, False], ids=["loss", "gradient"])


def verdict(computed, exact, dtype, **more):
    return judge(np.array([float(computed)]), reference([exact], dtype, **more)).verdict


def eps(dtype):
    """The distance between numbers from 1 up."""
    return mpq(FORMATS[dtype].eps)


def limits(dtype):
    """Of ulp, and of an excess in units of what is allowed."""
    return (8, 30) if dtype in WIDE else (2, 4)


def test_order():
    """From best to worst, and the same whichever way it is asked."""
    assert sorted(LADDER, reverse=True) == list(LADDER[::-1])
    assert (min(LADDER), max(LADDER)) == (CORRECT, EXCEPTIONAL)
    for i, one in enumerate(LADDER):
        for j, other in enumerate(LADDER):
            assert (one < other, one <= other) == (i < j, i <= j)
            assert (one > other, one >= other) == (i > j, i >= j)
            assert one < str(other) or i >= j


@each_format
@pytest.mark.parametrize(("losses", "sign"), [(True, 1), (False, 1), (False, -1)])
@pytest.mark.parametrize("offset", [mpq(1, 4), mpq(1, 2), mpq(3, 4), mpq(3, 2)], ids=str)
def test_correctly_rounded_and_faithful(dtype, losses, sign, offset):
    """The nearest number, the other neighbour, and none but these two."""
    low, nearest = int(offset), {1: 0, 2: 0, 3: 1, 6: 2}[int(4 * offset)]
    expected = {low - 1: ACCURATE, low: FAITHFUL, low + 1: FAITHFUL, low + 2: ACCURATE}
    for steps, found in (expected | {nearest: CORRECT}).items():
        computed, exact = (sign * (mpq(5, 4) + x * eps(dtype)) for x in (steps, offset))
        assert verdict(computed, exact, dtype, losses=losses) is found


@each_format
@either
def test_a_number_of_the_format_has_no_other_neighbours(dtype, losses):
    """Where the exact value is one, that alone is faithful."""
    for steps, found in ((0, CORRECT), (1, ACCURATE), (-mpq(1, 2), ACCURATE)):
        assert verdict(1 + steps * eps(dtype), 1, dtype, losses=losses) is found
    sliver = mpq(1, 2**70)
    assert verdict(1 + eps(dtype), 1 + sliver, dtype, losses=losses) is FAITHFUL
    assert verdict(1 - eps(dtype) / 2, 1 - sliver, dtype, losses=losses) is FAITHFUL
    assert verdict(1 - eps(dtype) / 2, 1 + sliver, dtype, losses=losses) is ACCURATE


@each_format
@either
def test_accurate(dtype, losses):
    """Up to 8 ulp, 2 in 16 bits, inclusive; a sliver more is not."""
    ulp, (most, ratio) = eps(dtype), limits(dtype)
    sliver = ulp / 2**30
    for exact, found in ((1 + ulp, ACCURATE), (1 + ulp - sliver, CONDITIONED)):
        assert verdict(1 + (most + 1) * ulp, exact, dtype, losses=losses) is found
    assert verdict(1 + (ratio / 2 + 1) * ulp, 1, dtype, losses=losses) is INACCURATE


@each_format
@either
def test_conditioned(dtype, losses):
    """An excess of 30 (1 + condition) units roundoff of the value, 4 in 16 bits, inclusive."""
    ulp, (_, ratio) = eps(dtype), limits(dtype)
    steps = 23 if dtype in WIDE else 4  # an excess of 2 * steps - 1 units
    condition = (2 * steps - 1) / ratio - 1
    for given, found in (
        (condition, CONDITIONED),
        (np.nextafter(condition, INF), CONDITIONED),
        (np.nextafter(condition, 0) - 2e-16, INACCURATE),
        (0.0, INACCURATE),
    ):
        assert verdict(1 + steps * ulp, 1, dtype, losses=losses, condition=given) is found


@each_format
@either
def test_conditioning_excuses_a_quarter_at_most(dtype, losses):
    """Or an answer of 0 would pass for any ill-conditioned loss."""
    ulp = eps(dtype)
    more = {"losses": losses, "condition": 1e18}
    assert verdict(mpq(5, 4), 1, dtype, **more) is CONDITIONED
    assert verdict(mpq(5, 4) + ulp, 1, dtype, **more) is INACCURATE
    assert verdict(mpq(3, 4), 1, dtype, **more) is CONDITIONED
    assert verdict(mpq(3, 4) - ulp, 1, dtype, **more) is INACCURATE


@each_format
def test_absolute(dtype):
    """Relative accuracy is lost, but not beside 1: an excess of 30 units roundoff, or 4."""
    ulp, (_, ratio) = eps(dtype) / 16, limits(dtype)
    exact = mpq(1, 16) + ulp / 2
    steps = 8 * ratio + 1  # an excess of 8 * ratio ulp, each an eighth of a unit roundoff
    for losses in (True, False):
        assert verdict(mpq(1, 16) + steps * ulp, exact, dtype, losses=losses) is ABSOLUTE
        assert verdict(mpq(1, 16) + (steps + 1) * ulp, exact, dtype, losses=losses) is INACCURATE
    above = mpq(3, 2)  # beyond 1 it is relative to the value
    for steps, found in ((ratio * 3 // 4, None), (ratio * 3 // 4 + 2, INACCURATE)):
        got = verdict(above + steps * eps(dtype), above, dtype)
        assert got is (found or CONDITIONED)


@each_format
def test_absolute_is_not_for_other_classes(dtype):
    """In a gradient it is open to the target, and to the others where they are subnormal."""
    format, (_, ratio) = FORMATS[dtype], limits(dtype)
    error = ratio * format.unit_roundoff / 2
    for exact in (format.tiny, format.tiny * 4):
        for lenient, found in ((True, ABSOLUTE), (False, INACCURATE)):
            more = {"losses": False, "lenient": lenient}
            assert verdict(exact + format.round(error), exact, dtype, **more) is found
    subnormal = format.tiny - format.smallest_subnormal
    computed = format.round(error)
    assert verdict(computed, subnormal, dtype, losses=False, lenient=False) is ABSOLUTE
