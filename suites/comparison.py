"""Two answers held against each other, in exact arithmetic or bit by bit."""

from fractions import Fraction

import numpy as np

from suites.judgement import OtherBits, WrongAnswer


class Differs(WrongAnswer):
    """Two answers that should agree do not, first in *row*; -1 where there is none."""

    def __init__(self, told: str, row: int = -1) -> None:
        super().__init__(told)
        self.row = row


def exactly(array: np.ndarray) -> np.ndarray:
    """As fractions, in an array of the same shape. Raises `Differs` where one is not finite."""
    array = np.asarray(array)
    if array.dtype.kind == "f" and not np.isfinite(array).all():
        where = tuple(np.argwhere(~np.isfinite(array))[0])
        raise Differs(f"it is {array[where]}, of finite logits{_entry(where)}", _row(where))
    return np.vectorize(Fraction, otypes=[object])(array)


def within(found: np.ndarray, expected: np.ndarray, tolerance) -> None:
    """Is each as near to *expected* as *tolerance* says?"""
    apart = abs(exactly(found) - _fractions(expected))
    _refuse(apart > tolerance, "it is {0:.9g}, not {1:.9g}: {2:.3g} apart, {3:.3g} allowed",
            found, expected, apart, tolerance)  # fmt: skip


def near(found: np.ndarray, expected: np.ndarray, tolerance) -> None:
    """The same of many numbers in float64, where a difference is exact unless they are far apart.

    (Sterbenz, Floating-Point Computation, 1974, theorem 4.3.1: within a factor of two it is.)
    """
    with np.errstate(invalid="ignore"):
        apart = np.where(found == expected, 0.0, abs(found - expected))
    _refuse(~(apart <= tolerance), "it is {0:.9g}, not {1:.9g}: {2:.3g} apart, {3:.3g} allowed",
            found, expected, apart, tolerance)  # fmt: skip


def at_most(found: np.ndarray, bound: np.ndarray, tolerance=0) -> None:
    """Is none of *found* above its *bound* by more than *tolerance*?"""
    beyond = _fractions(found) - _fractions(bound)
    _refuse(beyond > tolerance, "it is {0:.9g}, above {1:.9g} by {2:.3g}: {3:.3g} allowed",
            found, bound, beyond, tolerance)  # fmt: skip


def same(found: np.ndarray, expected: np.ndarray) -> None:
    """Are they the same numbers to the last bit? Zeros of either sign are."""
    with np.errstate(invalid="ignore"):
        apart = abs(found - expected)
    told = "it is {0:.9g}, not {1:.9g}: {2:.3g} apart"
    _refuse(~_equal(found, expected), told, found, expected, apart)


def alike(found: np.ndarray, expected: np.ndarray, tolerance=np.inf) -> None:
    """Are they the same numbers? Raises `OtherBits` where they are, within *tolerance*, not."""
    if _equal(found, expected).all():
        return
    if np.isfinite(tolerance).all():
        within(found, expected, tolerance)
    try:
        same(found, expected)
    except Differs as difference:
        raise OtherBits(str(difference)) from None


def right_or_alike(judge, answers) -> None:
    """Of each (found, first, reference), *found* is what was answered *first*, or as promised.

    Raises what *judge* does, or `OtherBits` where nothing is wrong and any differs.
    """
    others = [each for each in answers if not _equal(*each[:2]).all()]
    for found, _, reference in others:
        judge(found, reference)
    for found, first, _ in others:
        alike(found, first)


def _equal(found, expected):
    return (found == expected) | (np.isnan(found) & np.isnan(expected))


def _fractions(array):
    array = np.asarray(array)
    return array if array.dtype == object else exactly(array)


def _refuse(wrong, told: str, *arrays) -> None:
    wrong = np.asarray(wrong, bool)
    if not wrong.any():
        return
    where = tuple(np.argwhere(wrong)[0])
    numbers = [float(np.broadcast_to(array, wrong.shape)[where]) for array in arrays]
    computed = f"\n  computed  {numbers[0].hex()}\n  expected  {numbers[1].hex()}"
    first = f"{told.format(*numbers)}{_entry(where)}; wrong in {wrong.sum()} of {wrong.size}"
    raise Differs(first + computed, _row(where))


def _entry(where) -> str:
    told = [f"{name} {i}" for name, i in zip(("row", "class"), where, strict=False)]
    return f" in {', '.join(told)}" if told else ""


def _row(where) -> int:
    return int(where[0]) if where else -1
