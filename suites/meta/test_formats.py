"""Rounding to the four formats, against their encodings and against exact rationals."""

import ml_dtypes
import numpy as np
import pytest
from gmpy2 import mpq

from suites.formats import FORMATS
from suites.meta import _evaluator

INF = np.inf

each_format = pytest.mark.parametrize("dtype", FORMATS)
each_narrow = pytest.mark.parametrize("dtype", [name for name in FORMATS if name != "float64"])


def encodings(dtype):
    """Numbers of the format from 0 up in order and the ones after them, all or at random."""
    integer = f"uint{8 * np.dtype(dtype).itemsize}"
    infinity = int(np.array(INF).astype(dtype).view(integer))
    codes = np.random.default_rng(0).integers(infinity - 1, size=20_000)
    codes[:4] = 0, 1, infinity - 2, 2 ** (FORMATS[dtype].precision - 1)
    if integer == "uint16":
        codes = np.arange(infinity - 1)
    lower, upper = ((codes + k).astype(integer).view(dtype).astype(np.float64) for k in (0, 1))
    return lower, upper, codes


def bracket(dtype, numbers, side=0):
    return FORMATS[dtype].bracket(numbers, np.full(np.shape(numbers), side, np.int8))


def same(found, *expected):
    """Down, to nearest and up are these numbers."""
    for end, other in zip(found, expected, strict=True):
        np.testing.assert_array_equal(end, np.broadcast_to(other, end.shape))


def test_parameters():
    """They are those of the types of the same names."""
    for name, format in FORMATS.items():
        machine = ml_dtypes.finfo(name)
        assert (format.name, format.precision) == (name, machine.nmant + 1)
        assert (format.max, format.tiny) == (machine.max, machine.smallest_normal)
        assert format.smallest_subnormal == machine.smallest_subnormal
        assert format.eps == 2 * format.unit_roundoff == machine.eps


@each_format
def test_numbers_of_the_format(dtype):
    """Each is itself in every direction, and a side leads on to its neighbour."""
    lower, upper, _ = encodings(dtype)
    same(bracket(dtype, lower), lower, lower, lower)
    same(bracket(dtype, lower, 1), lower, lower, upper)
    same(bracket(dtype, upper, -1), lower, upper, upper)
    same(bracket(dtype, -lower, -1), -upper, -lower, -lower)
    same(bracket(dtype, -upper, 1), -upper, -upper, -lower)


@each_narrow
def test_midpoints(dtype):
    """A tie goes to the even encoding, and to the neighbour that a side points to."""
    lower, upper, codes = encodings(dtype)
    middle, even = (lower + upper) / 2, np.where(codes % 2, upper, lower)
    same(bracket(dtype, middle), lower, even, upper)
    same([FORMATS[dtype].round(middle)], even)
    same(bracket(dtype, middle, -1), lower, lower, upper)
    same(bracket(dtype, middle, 1), lower, upper, upper)
    same(bracket(dtype, -middle), -upper, -even, -lower)
    same(bracket(dtype, -middle, -1), -upper, -upper, -lower)
    same(bracket(dtype, -middle, 1), -upper, -lower, -lower)


@each_narrow
@pytest.mark.parametrize("side", [-1, 0, 1])
def test_beside_midpoints_and_numbers(dtype, side):
    """One float64 off, a side changes nothing."""
    lower, upper, _ = encodings(dtype)
    middle = (lower + upper) / 2
    asked = (lower, INF, lower), (middle, -INF, lower), (middle, INF, upper), (upper, -INF, upper)
    for number, way, near in asked:
        beside = np.nextafter(number, way)
        same(bracket(dtype, beside, side), lower, near, upper)
        same([FORMATS[dtype].round(beside)], near)
        same(bracket(dtype, -beside, side), -upper, -near, -lower)


@each_format
def test_overflow(dtype):
    """From half an ulp beyond the largest number the nearest is infinite; the exact end counts."""
    format, most = FORMATS[dtype], FORMATS[dtype].max
    same(bracket(dtype, np.array([most]), 1), most, most, INF)
    same(bracket(dtype, np.array([INF]), -1), most, INF, INF)
    same(bracket(dtype, np.array([-INF]), 1), -INF, -INF, -most)
    if dtype == "float64":
        return
    threshold = np.array([most + format.ulp(np.array(most)) / 2])
    same(bracket(dtype, threshold), most, INF, INF)
    same(bracket(dtype, threshold, -1), most, most, INF)
    same(bracket(dtype, -threshold, 1), -INF, -most, -most)
    same(bracket(dtype, -threshold, -1), -INF, -INF, -most)
    for side in (-1, 0, 1):
        beyond = np.array([2.0 ** (format.max_exponent + 1), 1e300])
        same(bracket(dtype, beyond, side), most, INF, INF)


@each_format
def test_zeros(dtype):
    """What rounds to zero keeps its sign; a side of zero leads to the smallest number."""
    smallest = FORMATS[dtype].smallest_subnormal
    zeros = np.array([0.0, -0.0])
    same(bracket(dtype, zeros, 1), 0, 0, smallest)
    same(bracket(dtype, zeros, -1), -smallest, 0, 0)
    rounded = FORMATS[dtype].round(zeros if dtype == "float64" else np.array([1e-300, -1e-300]))
    assert (rounded == 0).all()
    assert np.signbit(rounded).tolist() == [False, True]


@each_format
def test_nan_and_infinities_stay(dtype):
    """So do infinities, and neither is an error."""
    assert FORMATS[dtype].round(np.array([INF, -INF])).tolist() == [INF, -INF]
    for side in (-1, 0, 1):
        assert np.isnan(bracket(dtype, np.array([np.nan]), side)).all()


@each_format
def test_random_numbers(dtype):
    """Any float64, with or without a side, is rounded as exact rationals are."""
    rng = np.random.default_rng(1)
    _, least, most = _evaluator.FORMATS[dtype]
    numbers = rng.choice([-1, 1], 3000) * np.exp2(rng.uniform(least - 60, most + 1, 3000))
    powers = np.ldexp(rng.choice([-1.0, 1.0], 300), rng.integers(least, most, 300))
    numbers = np.append(numbers, powers)
    sides = rng.integers(-1, 2, len(numbers))
    found = np.stack(FORMATS[dtype].bracket(numbers, sides.astype(np.int8)), -1)
    pairs = zip(map(mpq, numbers.tolist()), sides.tolist(), strict=True)
    np.testing.assert_array_equal(found, [_evaluator.bracket(*pair, dtype) for pair in pairs])


@each_format
def test_ulp(dtype):
    """The distance to the next number upwards, and the same for all that lies between them."""
    format = FORMATS[dtype]
    lower, upper, _ = encodings(dtype)
    for number in (lower, -lower, np.nextafter(upper, 0)):
        np.testing.assert_array_equal(format.ulp(number), upper - lower)
    last = format.max - np.nextafter(np.array(format.max, dtype), np.array(0, dtype)).astype(float)
    assert (format.ulp(np.array([INF, min(4 * format.max, 1e308), -format.max])) == last).all()
    assert format.ulp(np.array(0.0)) == format.smallest_subnormal


@each_narrow
def test_rounding_is_to_nearest(dtype):
    """Of any float64 the same as the middle one of three: NaN, infinities and signs included."""
    rng = np.random.default_rng(1)
    numbers = np.concatenate([
        np.frombuffer(rng.bytes(8 * 50_000)),
        rng.normal(size=50_000) * 10.0 ** rng.integers(-46, 40, 50_000),
        [0.0, -0.0, INF, -INF, np.nan, *(FORMATS[dtype].max * s for s in (1, -1, 1.001, 1.01))],
    ])  # fmt: skip
    nearest, found = bracket(dtype, numbers)[1], FORMATS[dtype].round(numbers)
    np.testing.assert_array_equal(found, nearest)
    ours = ~np.isnan(nearest)
    assert (np.signbit(found) == np.signbit(nearest))[ours].all()
