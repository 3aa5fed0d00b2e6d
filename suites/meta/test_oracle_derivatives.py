"""The closed-form gradients are the derivatives of the values, whatever the loss."""

import flint
import numpy as np
import pytest
from mpmath import mp

from suites import case, losses, tiers
from suites.arithmetics.balls import Balls
from suites.losses import Loss
from suites.meta._decimals import Decimals, reals

INF = np.inf
ROWS = {
    "ordinary": [1.5, -2.25, 0.75, 0.125, -3.0],
    "two classes": [0.5, -0.25],
    "all equal": [3.0, 3.0, 3.0],
    "tied maxima": [2.0, -1.0, 2.0, 0.5, 2.0],
    "tied elsewhere": [-1.0, 4.0, -1.0, -1.0],
    "confident": [60.0, 0.25, -1.0, 3.0],
    "just below": [7.0, 7.0 - 2**-40, 1.0],
    "far apart": [0.0, -300.0, -150.5],
    "offset": [1e8 + 1, 1e8, 1e8 - 3],
    "masked": [1.0, -INF, 2.5, -INF, -4.0],
    "masked and tied": [2.0, 2.0, -INF, -1.0],
}
CROSS_ENTROPY = Loss("cross_entropy")
STEP = mp.mpf(10) ** -100

OF_OTHERS = "combined", "soft_combined", "linear_classifier"  #: files whose formula is another's
EVERY = [
    loss
    for loss in map(Loss, losses.names())
    if loss.module.__name__.rpartition(".")[2]
    not in ("combined", "soft_combined", "linear_classifier")
]
MASKED = "cross_entropy", "weighted", "weighted_extremely", "spatial", "z_loss", "entropy"


def finite(loss, row):
    """What has a share at -inf, or a probability that was rounded to 0 or 1, has no derivative."""
    if loss.name.startswith("binary_from_probs"):
        return max(map(abs, row)) < 30
    return -INF not in row or loss.name in MASKED or loss.name.startswith("focal")


FINITE = {
    f"{loss.name}-{name}": (loss, row)
    for loss in EVERY
    for name, row in ROWS.items()
    if finite(loss, row)
}

each_loss_and_row = pytest.mark.parametrize(("loss", "row"), FINITE.values(), ids=FINITE)


@pytest.fixture(autouse=True)
def many_digits():
    """Enough for a difference over 10**-100 to be right to about 190 digits."""
    with mp.workdps(450):
        yield


def asked(row, loss=CROSS_ENTROPY):
    """The row once for every target that it may have, as the formula of *loss* is handed them."""
    targets = np.flatnonzero(np.isfinite(row))
    drawn = case.of(np.tile(np.array(row), (len(targets), 1)), targets, "float64", "by hand")
    return loss.rows(drawn)


def in_decimals(loss, quantity, logits, targets):
    return Decimals.sum(*loss.ask(quantity, Decimals, reals(logits), targets))


@each_loss_and_row
def test_gradient_is_the_derivative_of_the_value(loss, row):
    """Central differences of the value, to fifty digits of each entry."""
    logits, targets = asked(row, loss)
    slopes = in_decimals(loss, "gradient", logits, targets)
    for k in range(logits.shape[1]):
        step = reals((np.arange(logits.shape[1]) == k) * 1.0) * STEP
        above, below = (
            in_decimals(loss, "value", reals(logits) + way * step, targets) for way in (1, -1)
        )
        differences = (above - below) / (2 * STEP)
        assert (abs(differences - slopes[:, k]) <= 1e-50 * abs(slopes[:, k]) + STEP).all(), k


@each_loss_and_row
@pytest.mark.parametrize("quantity", ["value", "gradient"])
def test_balls_are_as_good_as_decimals(loss, quantity, row):
    """The arbiter's high + low is the exact number to a hundred bits."""
    logits, targets = asked(row, loss)
    flint.ctx.prec = 1024
    bounds = tiers.evaluate(loss, quantity, Balls, logits, targets, np.ones(len(targets)))
    exact = in_decimals(loss, quantity, logits, targets)
    found = reals(bounds.high) + reals(bounds.low)
    assert (abs(found - exact) <= mp.ldexp(1, -100) * abs(exact) + mp.ldexp(1, -1070)).all()


def test_the_loss_is_minus_the_log_of_a_probability():
    """And not some other function with a consistent gradient."""
    for row in ROWS.values():
        logits, targets = asked(row)
        exps = np.frompyfunc(mp.exp, 1, 1)(reals(logits))
        probs = exps[np.arange(len(targets)), targets] / exps.sum(1)
        losses = in_decimals(CROSS_ENTROPY, "value", logits, targets)
        assert (abs(np.frompyfunc(mp.log, 1, 1)(probs) + losses) <= 1e-50 * losses).all()
