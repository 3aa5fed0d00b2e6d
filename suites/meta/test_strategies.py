"""What properties are asked of is exact in the format, and the same for everyone."""

import importlib
from fractions import Fraction

import hypothesis
import numpy as np
import pytest

from suites import forall, strategies
from suites.formats import FORMATS
from suites.function import Function

SHAPE = 8, 6


def drawn(strategy, dtype="float32", seed=0):
    """Every example that a question would be asked of."""
    found = []
    function = Function(None, "cross_entropy", dtype, "cpu", "absolute")

    def test_question(function, **example):
        found.append(example)

    forall.check(test_question, function, strategy(FORMATS[dtype], SHAPE), ("question", seed))
    return found


def exact(array, dtype):
    return (FORMATS[dtype].round(array) == array).all()


@pytest.mark.parametrize("dtype", FORMATS)
@pytest.mark.parametrize(
    "name", ["rows", "shifted", "pairs", "neighbours", "mixed", "weighted", "directions"]
)
def test_everything_is_exact(name, dtype):
    """In every format: nothing is rounded on the way to an implementation."""
    for example in drawn(getattr(strategies, name), dtype):
        assert all(exact(array, dtype) for array in example.values())
        assert example["x"].shape == SHAPE


@pytest.mark.parametrize("dtype", FORMATS)
def test_shifts_are_exact_and_large(dtype):
    """The sum is the sum of the numbers and not only near it, and goes far past the logits."""
    furthest = 0
    for example in drawn(strategies.shifted, dtype):
        total = example["x"] + example["c"]
        assert exact(total, dtype)
        pairs = zip(example["x"].ravel(), np.broadcast_to(example["c"], SHAPE).ravel(), strict=True)
        assert [Fraction(x) + Fraction(c) for x, c in pairs] == [*map(Fraction, total.ravel())]
        furthest = max(furthest, abs(example["c"]).max())
    assert furthest > 20


@pytest.mark.parametrize("dtype", FORMATS)
def test_midpoints_are_exact(dtype):
    """Half of the sum is a number of the format."""
    for example in drawn(strategies.pairs, dtype):
        assert exact((example["x"] + example["y"]) / 2, dtype)


@pytest.mark.parametrize("dtype", FORMATS)
def test_neighbours_have_nothing_between(dtype):
    """One logit of each row is raised, to the next number."""
    for example in drawn(strategies.neighbours, dtype):
        moved = example["x"] != example["above"]
        assert (moved == (np.arange(6) == example["j"][:, None])).all()
        half = (example["x"] + example["above"])[moved] / 2  # of float64 there may be none
        down, _, up = FORMATS[dtype].bracket(half, np.zeros(8, np.int8))
        if dtype != "float64":
            assert (down == example["x"][moved]).all()
            assert (up == example["above"][moved]).all()
        else:
            assert (np.nextafter(example["x"], np.inf)[moved] == example["above"][moved]).all()


def test_shares_sum_to_one():
    """And are never negative."""
    for example in drawn(strategies.mixed):
        assert (example["q"].sum(1) == 1).all()
        assert (example["q"] >= 0).all()


def test_classes_are_permuted_and_rows_kept():
    """Each class once; five rows of eight, in their order."""
    for example in drawn(strategies.permuted):
        assert sorted(example["order"]) == list(range(6))
    for example in drawn(strategies.subsets):
        assert len(example["kept"]) == 5
        assert (np.diff(example["kept"]) > 0).all()


def test_logits_tie_and_differ():
    """Some rows hold their maximum twice, and some have every logit of their own."""
    rows = np.concatenate([example["x"] for example in drawn(strategies.rows)])
    tied = (rows == rows.max(1, keepdims=True)).sum(1) > 1
    assert tied.any()
    assert any(len(set(row)) == 6 for row in rows)


def test_everyone_is_asked_the_same():
    """Whatever else is imported, and however often; another seed asks something else."""
    first = [example["x"].tobytes() for example in drawn(strategies.rows)]
    importlib.import_module("xentbench.heats")  # and all of its constants
    assert [example["x"].tobytes() for example in drawn(strategies.rows)] == first
    assert [example["x"].tobytes() for example in drawn(strategies.rows, seed=1)] != first
    assert len(set(first)) == forall.EXAMPLES


@pytest.mark.parametrize(("least", "most", "simplest"), [(0, 2, 0), (-2, 2, 0), (1, 3, 1)])
def test_whole_numbers_reach_both_ends(least, most, simplest):
    """And the simplest of them is the one nearest to 0."""
    strategy = strategies.whole((3,), least, most)
    assert (hypothesis.find(strategy, lambda _: True) == simplest).all()
    for end in (least, most):
        assert end in hypothesis.find(strategy, lambda found, end=end: end in found)
