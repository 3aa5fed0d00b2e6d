"""Infinities and NaN: every line of the table, for losses and gradients, and where lines meet."""

import numpy as np
import pytest

from suites import case, judgement, memory, oracle
from suites.case import UPSTREAM
from suites.formats import FORMATS
from suites.losses import Loss
from suites.meta import _evaluator
from suites.verdict import Verdict

CROSS_ENTROPY = Loss("cross_entropy")
NAN, INF = np.nan, np.inf
NUMBERS = -INF, -1.0, -0.5, -0.0, 0.0, 0.5, 1.0, 2.0, INF, NAN

#: Logits with the target first: the losses that are accepted, and those of each class's gradient.
ANY, NONE = NUMBERS, (NAN,)
ZERO, ONE, MINUS = (0.0, -0.0), (1.0,), (-1.0,)
TABLE = {
    "NaN at the target": ([NAN, 1, -INF], NONE, [NONE, NONE, ANY]),
    "NaN elsewhere": ([1, NAN, -INF], NONE, [NONE, NONE, ANY]),
    "NaN alone": ([NAN], NONE, [NONE]),
    "NaN before +inf at the target": ([INF, NAN], NONE, [NONE, NONE]),
    "NaN before +inf elsewhere": ([0, INF, NAN], NONE, [NONE] * 3),
    "NaN before -inf at the target": ([-INF, NAN, 0], NONE, [ANY, NONE, NONE]),
    "NaN before -inf everywhere else": ([NAN, -INF], NONE, [NONE, ANY]),
    "+inf at the target": ([INF, 0, -INF], (*ZERO, NAN), [(*ZERO, NAN)] * 3),
    "+inf at the target alone": ([INF], (*ZERO, NAN), [(*ZERO, NAN)]),
    "+inf at the target before -inf": ([INF, -INF], (*ZERO, NAN), [(*ZERO, NAN)] * 2),
    "+inf at the target and elsewhere": ([INF, INF, -INF, 1], NONE, [NONE, NONE, ANY, NONE]),
    "+inf elsewhere": ([0, INF, 1], (INF, NAN), [(*MINUS, NAN), (*ONE, NAN), (*ZERO, NAN)]),
    "+inf elsewhere before -inf": ([-INF, INF, 1], (INF, NAN), [(-1, NAN), (1, NAN), (*ZERO, NAN)]),
    "+inf twice elsewhere": ([0, INF, INF, 1], (INF, NAN), [(-1, NAN), NONE, NONE, (*ZERO, NAN)]),
    "+inf twice before -inf": ([-INF, INF, INF], (INF, NAN), [(-1, NAN), NONE, NONE]),
    "-inf everywhere": ([-INF, -INF], NONE, [NONE, NONE]),
    "-inf at the only class": ([-INF], (*ZERO, NAN), [(*ZERO, NAN)]),
    "a finite number at the only class": ([3], ZERO, [ZERO]),
    "-inf at all others": ([-4, -INF, -INF], ZERO, [ZERO] * 3),
    "-inf at the target": ([-INF, 2, 2], (INF,), [MINUS, (0.5,), (0.5,)]),
    "-inf at the target but for one": ([-INF, -INF, 5], (INF,), [MINUS, ZERO, ONE]),
}  # fmt: skip

each_line = pytest.mark.parametrize(("logits", "losses", "slopes"), list(TABLE.values()), ids=TABLE)


@pytest.fixture(autouse=True)
def forgetful(monkeypatch):
    monkeypatch.setattr(memory, "remembered", lambda function: function)


def asked(logits, num_examples, dtype="float32"):
    """The row, and it turned by one class and two and three, to meet each upstream gradient."""
    rows = [np.roll(logits, k) for k in range(num_examples)]
    return case.of(np.array(rows), np.arange(num_examples) % len(logits), dtype, "by hand")


def accepted(answer, reference):
    """Is nothing wrong with it?"""
    verdict = judgement.judge(answer, reference).verdict
    return verdict is None or verdict is Verdict.CORRECTLY_ROUNDED


def among(number, numbers):
    return any(np.array_equal(number, other, equal_nan=True) for other in numbers)


@each_line
def test_losses(logits, losses, slopes):
    """What the table accepts is right, and nothing else is."""
    reference = oracle.values(CROSS_ENTROPY, asked(logits, 1))
    assert np.array_equal(reference.ruling.canonical, losses[:1], equal_nan=True)
    for number in NUMBERS:
        assert accepted(np.array([number]), reference) == among(number, losses), number


@each_line
def test_gradients(logits, losses, slopes):
    """So with every entry of a gradient, whatever it is multiplied by; but 0 times NaN may be 0."""
    problem = asked(logits, len(UPSTREAM))
    reference = oracle.gradients(CROSS_ENTROPY, problem, scaled=True)
    right = np.where(reference.ruling.outside, reference.ruling.canonical, reference.nearest)
    assert accepted(right, reference)
    for row, scale in enumerate(UPSTREAM):
        for k, allowed in enumerate(slopes):
            products = [number * scale for number in allowed]
            products += [0.0] * (scale == 0)
            for number in NUMBERS:
                answer = right.copy()
                answer[row, (k + row) % len(logits)] = number * (scale or 1)
                right_one = allowed is ANY or among(number * (scale or 1), products)
                assert accepted(answer, reference) == right_one, (scale, k, number)


@each_line
def test_gradients_unscaled(logits, losses, slopes):
    """Where nothing is multiplied, the table is taken as it stands."""
    reference = oracle.gradients(CROSS_ENTROPY, asked(logits, 1), scaled=False)
    right = np.array([[allowed[0] if allowed is not ANY else 7.0 for allowed in slopes]])
    assert accepted(right, reference)


@pytest.mark.parametrize("dtype", FORMATS)
def test_minus_infinity_off_the_target(dtype):
    """Such a class has no part in the loss: it is as if it were absent, and its gradient is 0."""
    logits = np.array([[-INF, 1.0, -INF, 2.5, -1.0]])
    absent = np.isneginf(logits[0])
    with_it, without = (
        case.of(rows, [target], dtype, "by hand")
        for rows, target in ((logits, 3), (logits[:, ~absent], 1))
    )
    one, other = (oracle.values(CROSS_ENTROPY, asked) for asked in (with_it, without))
    assert (one.high, one.low, one.nearest) == (other.high, other.low, other.nearest)
    gradients = oracle.gradients(CROSS_ENTROPY, with_it, scaled=False)
    assert (gradients.nearest[0, absent] == 0).all()
    assert (gradients.side[0, absent] == 0).all()


@pytest.mark.parametrize("dtype", FORMATS)
def test_minus_infinity_at_the_target(dtype):
    """The loss is infinite, and the gradient is softmax - one_hot all the same."""
    logits = FORMATS[dtype].round(np.random.default_rng(0).normal(size=(8, 6)))
    logits[:, 2], logits[4:, 3] = -INF, -INF
    asked = case.of(logits, np.full(8, 2), dtype, "by hand")
    assert (oracle.values(CROSS_ENTROPY, asked).ruling.canonical == INF).all()
    reference = oracle.gradients(CROSS_ENTROPY, asked, scaled=True)
    assert not reference.ruling.outside.any()
    rows = zip(logits.tolist(), [2] * 8, asked.upstream.tolist(), strict=True)
    expected = [[near for _, near, _ in _evaluator.gradient(*row, dtype)] for row in rows]
    assert (reference.nearest == expected).all()


def test_rows_do_not_leak():
    """The rows of the table leave the others as they are, and no tier is asked about them."""
    problem = case.make("nonfinite_table", "float32", (48, 5))
    finite = np.isfinite(problem.logits).all(1)
    alone = case.of(problem.logits[finite], problem.targets[finite], "float32", "alone")
    mixed = oracle.values(CROSS_ENTROPY, problem)
    assert (mixed.nearest[finite] == oracle.values(CROSS_ENTROPY, alone).nearest).all()
    assert ((mixed.tiers == -1) == mixed.ruling.outside).all()
    assert not mixed.ruling.outside[finite].any()
