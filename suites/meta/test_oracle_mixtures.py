"""Soft targets, smoothed and weighted ones: what they are made of, and what is theirs alone."""

from dataclasses import replace

import numpy as np
import pytest
from mpmath import mp

from suites import case, judgement, memory, oracle
from suites.formats import FORMATS
from suites.losses import Loss, smoothed
from suites.meta._decimals import Decimals, reals
from suites.verdict import Verdict

INF, NAN = np.inf, np.nan
CROSS_ENTROPY = Loss("cross_entropy")
MIXTURES = ["soft_targets", "weighted_smoothed", *smoothed.SETTINGS]

each_mixture = pytest.mark.parametrize("loss", [*map(Loss, MIXTURES)], ids=MIXTURES)
each_format = pytest.mark.parametrize("dtype", FORMATS)


@pytest.fixture(autouse=True)
def forgetful(monkeypatch):
    monkeypatch.setattr(memory, "remembered", lambda function: function)


def whole(loss, classes):
    """What the coefficients are multiples of."""
    return 1 if loss.name == "soft_targets" else classes


@each_format
@each_mixture
@pytest.mark.parametrize("regime", ["ordinary", "confident_past_absorption", "confidently_wrong"])
def test_it_is_the_mixture_of_the_losses_of_all_classes(loss, dtype, regime):
    """Sum_j q_j CE(x, j), in hundreds of digits, from the formula of hard targets alone."""
    asked = case.make(regime, dtype, (12, 7))
    with mp.workdps(450):
        hard = [
            Decimals.sum(*CROSS_ENTROPY.module.value(Decimals, reals(asked.logits), targets))
            for targets in np.tile(np.arange(7)[:, None], 12)
        ]
        exact = (reals(loss.rows(asked)[1]) / whole(loss, 7) * np.array(hard).T).sum(1)
        reference = oracle.values(loss, asked)
        found = reals(reference.high) + reals(reference.low)
        assert (abs(found - exact) <= mp.ldexp(1, -45) * exact).all()


@each_mixture
def test_gradients_are_rounded_as_decimals_are(loss):
    """To nearest in float32, of the sum of shares times softmax less the shares."""
    asked = case.make("spread_out", "float32", (20, 6))
    shares = reals(loss.rows(asked)[1]) / whole(loss, 6)
    with mp.workdps(450):
        exps = np.frompyfunc(mp.exp, 1, 1)(reals(asked.logits))
        probs = exps / exps.sum(1)[:, None]
        exact = (probs * shares.sum(1)[:, None] - shares) * reals(asked.upstream)[:, None]
        nearest = oracle.gradients(loss, asked, scaled=True).nearest
        ulps = reals(np.spacing(np.abs(nearest).astype(np.float32)).astype(float))
        assert (abs(reals(nearest) - exact) <= 0.5000001 * ulps).all()


@each_format
@each_mixture
def test_what_is_handed_over_is_exact(loss, dtype):
    """In every format, and so is the sum of a row, which the formula multiplies by."""
    asked = case.make("assorted", dtype, (64, 10))
    given = [*loss.ask("options", asked).values(), loss.ask("given", asked)[0]]
    for array in (array for array in given if isinstance(array, np.ndarray)):
        assert np.array_equal(FORMATS[dtype].round(np.asarray(array, float)), array)
    for row in loss.rows(asked)[1]:
        assert sum(map(mp.mpf, row.tolist())) == row.sum()


def test_soft_targets_are_of_every_kind():
    """One-hot and spread out, summing to one and not, and nothing at some class that is masked."""
    asked = case.make("masked_with_infinity", "float32", (64, 10))
    shares = Loss("soft_targets").rows(asked)[1]
    assert {0.75, 1.0, 1.5} <= {*shares.sum(1)}
    assert {1} < {*(shares > 0).sum(1)}
    masked = np.isneginf(asked.logits)
    assert (shares[masked] == 0).any()
    assert (shares[masked] > 0).any()


@pytest.mark.parametrize(
    ("logits", "shares", "accepted"),
    [
        ([0, -INF], [1, 0], (0.0,)),
        ([0, -INF], [0.5, 0.5], (INF,)),
        ([0, INF], [0.5, 0.5], (INF, NAN)),
        ([0, NAN], [1, 0], (NAN,)),
        ([-INF, -INF], [0.5, 0.5], (NAN,)),
    ],
)
def test_infinities(monkeypatch, logits, shares, accepted):
    """0 times infinity is 0; a share at -inf costs everything; NaN is handed on."""
    loss = Loss("soft_targets")
    monkeypatch.setattr(loss.module, "shares", lambda case: np.array([shares], float))
    reference = oracle.values(loss, case.of(np.array([logits], float), [0], "float32", "by hand"))
    for answer in (0.0, 0.5, INF, NAN):
        right = any(np.array_equal(answer, other, equal_nan=True) for other in accepted)
        found = judgement.judge(np.array([answer]), reference).verdict
        assert (found in (None, Verdict.CORRECTLY_ROUNDED)) == right, answer


def test_an_absolute_error_of_a_gradient_is_measured_beside_the_share():
    """20 units beside 1 are allowed, and beside a share of 1/16 they are 320."""
    asked = case.of(np.array([[0.0, -16.0]]), [0], "float32", "by hand")
    reference = oracle.gradients(Loss("smoothed"), asked, scaled=False)
    off = reference.high + np.array([[0.0, 20 * 2.0**-24]])
    assert judgement.judge(off, reference).verdict is Verdict.INACCURATE
    beside_one = replace(reference, unit=np.ones((1, 2)))
    assert judgement.judge(off, beside_one).verdict is Verdict.ABSOLUTE
