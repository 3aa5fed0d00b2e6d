"""A weight for each class: the exact answers, and how an error beside them is measured."""

import numpy as np
import pytest

from suites import case, judgement, memory, oracle
from suites.formats import FORMATS
from suites.losses import Loss
from suites.meta import _evaluator
from suites.meta._rows import drawn
from suites.verdict import Verdict

WEIGHTED = Loss("weighted")
INF, NAN = np.inf, np.nan

each_format = pytest.mark.parametrize("dtype", FORMATS)


@pytest.fixture(autouse=True)
def forgetful(monkeypatch):
    monkeypatch.setattr(memory, "remembered", lambda function: function)


def same(reference, expected):
    down, up = reference.neighbours
    assert np.array_equal(np.stack([down, reference.nearest, up], -1), np.array(expected))


@each_format
@pytest.mark.parametrize("num_classes", [2, 5, 12])
def test_answers_are_scaled_before_they_are_rounded(dtype, num_classes):
    """As by MPFR: values by the weight of the target, gradients by the upstream one as well."""
    rng = np.random.default_rng([num_classes, FORMATS[dtype].precision, 2])
    asked = case.of(*drawn(rng, dtype, num_classes, 100), dtype, "drawn")
    scale = WEIGHTED.row_scale(asked)
    rows = list(zip(asked.logits.tolist(), asked.targets.tolist(), strict=True))
    values = [_evaluator.value(*row, dtype, w) for row, w in zip(rows, scale, strict=True)]
    same(oracle.values(WEIGHTED, asked), values)
    slopes = [
        _evaluator.gradient(*row, w * up, dtype)
        for row, w, up in zip(rows, scale, asked.upstream, strict=True)
    ]
    same(oracle.gradients(WEIGHTED, asked, scaled=True), slopes)


@each_format
def test_options_are_exact_in_every_format(dtype):
    """The bench rounds nothing on the way."""
    asked = case.make("ordinary", dtype, (8, 50))
    for option in WEIGHTED.ask("options", asked).values():
        assert np.array_equal(FORMATS[dtype].round(option), option)


@pytest.mark.parametrize(
    ("logits", "accepted"),
    [([-INF, 0.0], (0.0, NAN)), ([NAN, 0.0], (0.0, NAN)), ([1.0, 0.0], (0.0,))],
)
def test_a_weight_of_0_takes_the_row_out_or_hands_nan_on(logits, accepted):
    """0 times an infinite loss is NaN or nothing; 0 times a number is 0."""
    asked = case.of(
        np.array([[9.0, 9.0, 9.0, *logits]])[:, [1, 2, 4, 3]], [3], "float32", "by hand"
    )
    reference = oracle.values(WEIGHTED, asked)
    for answer in (0.0, NAN, INF, 1.0):
        right = any(np.array_equal(answer, other, equal_nan=True) for other in accepted)
        found = judgement.judge(np.array([answer]), reference).verdict
        assert (found in (None, Verdict.CORRECTLY_ROUNDED)) == right, answer


def test_an_absolute_error_is_measured_beside_the_weight():
    """What is 1e-7 beside 1 is 1e-5 beside 100, and far too much beside 1/128."""
    logits = np.zeros((2, 7))
    logits[0, 6] = logits[1, 5] = 20.0
    reference = oracle.values(WEIGHTED, case.of(logits, [6, 5], "float32", "by hand"))
    assert reference.unit.tolist() == [100.0, 0.0078125]
    error = 2.0**-24 * np.array([100.0, 100.0])
    verdicts = [
        judgement.judge(np.where(np.arange(2) == row, reference.high + error, reference.nearest),
                        reference).verdict
        for row in range(2)
    ]  # fmt: skip
    assert verdicts == [Verdict.ABSOLUTE, Verdict.INACCURATE]
