"""Rows on which no working precision that fits in memory would end Ziv's loop.

The exact part of the formula is a midpoint, or a number, of the format, and the rest of it
vanishes: the loss of [8388609, 0.5] is 8388608.5 + exp(-8388608.5), and 1.2e7 bits are needed to
see that it is above a midpoint of float32 (the table maker's dilemma; Ziv, ACM TOMS 17(3), 1991).
"""

import time

import numpy as np
import pytest

from suites.formats import FORMATS
from suites.losses import Loss
from suites.tiers import decide

each_format = pytest.mark.parametrize("dtype", FORMATS)
pytestmark = pytest.mark.timeout(60)  # the old way, it would take for ever


@pytest.fixture(autouse=True)
def prompt():
    """Each question takes well under a second of the processor."""
    start = time.process_time()
    yield
    assert time.process_time() - start < 1


def decided(quantity, dtype, logits, target, scale=1.0, tiers=(0, 1, 2)):
    """Down, to nearest and up of one row."""
    format = FORMATS[dtype]
    assert (format.round(np.array(logits)) == logits).all()
    asked = np.array([logits]), np.array([target]), np.array([scale])
    _, _, nearest, side, _ = decide(Loss("cross_entropy"), quantity, format, *asked, tiers=tiers)
    return [end[0].tolist() for end in format.bracket(nearest, side)]


def value(*args, **more):
    return decided("value", *args, **more)


def gradient(*args, **more):
    return decided("gradient", *args, **more)


def far(dtype, logit=-1e30):
    """A logit far below all others, as far as the format goes."""
    return float(FORMATS[dtype].round(max(logit, -FORMATS[dtype].max)))


@each_format
@pytest.mark.parametrize("tiers", [(0, 1, 2), (2,)], ids=["all tiers", "the arbiter alone"])
def test_gap_at_a_midpoint(dtype, tiers):
    """The loss lies above the midpoint, and is rounded up from it, whichever neighbour is even."""
    half = 2.0 ** (FORMATS[dtype].precision - 1)
    for more in (1, 2):
        for others in ([], [far(dtype)], [-half] * 2):
            logits = [half + more, 0.5, *others]
            expected = [half + more - 1, half + more, half + more]
            assert value(dtype, logits, 1, tiers=tiers) == expected


@each_format
@pytest.mark.parametrize("tiers", [(0, 1, 2), (2,)], ids=["all tiers", "the arbiter alone"])
def test_wide_gap_at_a_midpoint(dtype, tiers):
    """The same where the gap has as many digits in front of the point as the format allows."""
    format = FORMATS[dtype]
    unit = 2.0 ** (min(100, format.max_exponent - 1) - format.precision)
    half = unit * 2 ** (format.precision - 1)
    for more in (unit, 2 * unit):
        expected = [half + more - unit, half + more, half + more]
        assert value(dtype, [half + more, unit / 2], 1, tiers=tiers) == expected


@each_format
def test_gap_just_below_a_midpoint(dtype):
    """What is left out reaches up to the midpoint, but not beyond it."""
    half = 2.0 ** (FORMATS[dtype].precision - 1)
    above = 0.5 + FORMATS[dtype].eps / 2
    assert value(dtype, [half + 1, above], 1) == [half, half, half + 1]


@each_format
def test_gap_that_is_a_number_of_the_format(dtype):
    """Rounded to nearest it is that number, but the next one is faithful, too."""
    wide = -far(dtype)
    above = float(wide + FORMATS[dtype].ulp(np.array(wide)))
    up = above if above <= FORMATS[dtype].max else np.inf
    assert value(dtype, [wide, 0.0], 1) == [wide, wide, up]
    assert value(dtype, [wide, 0.0], 0) == [0, 0, FORMATS[dtype].smallest_subnormal]
    assert value(dtype, [wide, 0.0, -wide], 1) == [wide, wide, up]


@each_format
def test_gap_beyond_the_format(dtype):
    """The loss overflows, be it beyond float64, and rounds down to the largest number."""
    largest = FORMATS[dtype].max
    for logits in ([largest, -largest], [largest, -largest, 0.0], [largest, -largest / 2]):
        assert value(dtype, logits, 1) == [largest, np.inf, np.inf]
        assert value(dtype, logits, 0) == [0, 0, FORMATS[dtype].smallest_subnormal]


@each_format
def test_gap_at_the_threshold_of_overflow(dtype):
    """The largest number and half an ulp: the rest takes it over the edge, or a sliver below."""
    format = FORMATS[dtype]
    half_ulp = format.ulp(np.array(format.max)) / 2
    below = float(half_ulp * (1 - format.unit_roundoff))
    assert value(dtype, [format.max, -float(half_ulp)], 1) == [format.max, np.inf, np.inf]
    assert value(dtype, [format.max, -below], 1) == [format.max, format.max, np.inf]


@each_format
@pytest.mark.parametrize("tiers", [(0, 1, 2), (2,)], ids=["all tiers", "the arbiter alone"])
@pytest.mark.parametrize("logit", [-1.5e4, -1e30])
def test_tied_maxima(dtype, logit, tiers):
    """Each of two has a probability just below 1/2; and of three, three times it just below 1."""
    format, logit = FORMATS[dtype], far(dtype, logit)
    u, tiny = format.unit_roundoff, format.smallest_subnormal
    down, near, up = gradient(dtype, [0.0, 0.0, logit], 0, tiers=tiers)
    assert near == [-0.5, 0.5, 0.0]
    assert down == [-0.5 - u, 0.5 - u / 2, 0.0]
    assert up == [-0.5, 0.5, tiny]
    down, near, up = gradient(dtype, [0.0, 0.0, 0.0, logit], 2, scale=3.0, tiers=tiers)
    assert near == [1.0, 1.0, -2.0, 0.0]
    assert down == [1 - u, 1 - u, -2 - 4 * u, 0.0]
    assert up == [1.0, 1.0, -2.0, tiny]
    down, near, up = gradient(dtype, [0.0, 0.0, 0.0, logit], 2, scale=-3.0, tiers=tiers)
    assert near == [-1.0, -1.0, 2.0, 0.0]
    assert down == [-1.0, -1.0, 2.0, -tiny]
    assert up == [-1 + u, -1 + u, 2 + 4 * u, 0.0]


@each_format
@pytest.mark.parametrize("tiers", [(0, 1, 2), (2,)], ids=["all tiers", "the arbiter alone"])
def test_gradients_at_a_midpoint(dtype, tiers):
    """Three quarters of this scale is one, and the vanishing class pushes the target beyond it."""
    half = 2 ** (FORMATS[dtype].precision - 1)
    for odd in (half + 1, half + 3):  # between an even number above, or below
        scale, midpoint = 4 * odd, 3 * odd
        logits = [0.0, 0.0, 0.0, 0.0, far(dtype)]
        down, near, up = gradient(dtype, logits, 1, scale=scale, tiers=tiers)
        assert (down[1], near[1], up[1]) == (-midpoint - 1, -midpoint - 1, -midpoint + 1)
        down, near, up = gradient(dtype, logits, 1, scale=-scale, tiers=tiers)
        assert (down[1], near[1], up[1]) == (midpoint - 1, midpoint + 1, midpoint + 1)
