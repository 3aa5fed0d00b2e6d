"""The losses that are not cross-entropy are what the literature says they are, to 400 digits.

Each is held against its textbook formula, in which everything may cancel, since nothing runs out.
"""

import numpy as np
import pytest
from mpmath import mp, mpf

from suites import case, memory, oracle
from suites.formats import FORMATS
from suites.losses import Loss, focal
from suites.losses.binary import POS_WEIGHTS
from suites.meta._decimals import reals

REGIMES = "ordinary", "confident_past_absorption", "confidently_wrong", "tied_with_the_target"
log, exp, tanh = (np.frompyfunc(function, 1, 1) for function in (mp.log, mp.exp, mp.tanh))

each_format = pytest.mark.parametrize("dtype", FORMATS)
each_regime = pytest.mark.parametrize("regime", REGIMES)


@pytest.fixture(autouse=True)
def forgetful(monkeypatch):
    monkeypatch.setattr(memory, "remembered", lambda function: function)
    with mp.workdps(700):  # 1 - sigmoid loses 213 digits, and a loss may be that near a midpoint
        yield


def softmax(logits):
    exps = exp(reals(logits))
    return exps / exps.sum(1)[:, None]


def sigmoid(logits):
    return 1 / (1 + exp(-reals(logits)))


def picked(array, targets):
    return array[np.arange(len(targets)), targets]


def bernoulli(probs, labels):
    """Minus the log-likelihood of *labels*, which may be fractions."""
    return -labels * log(probs) - (1 - labels) * log(1 - probs)


def textbook_focal(asked, gamma):
    probs = picked(softmax(asked.logits), asked.targets)
    return (1 - probs) ** mpf(gamma) * -log(probs)


def textbook_binary(name):
    def losses(asked):
        labels = reals(Loss(name).ask("given", asked)[0])
        weights = reals(np.resize(POS_WEIGHTS, asked.logits.shape[1])) if "pos" in name else 1
        probs = sigmoid(asked.logits)
        return -weights * labels * log(probs) - (1 - labels) * log(1 - probs)

    return losses


def textbook_binary_focal(name, alpha):
    gamma = Loss(name).setting["gamma"]

    def losses(asked):
        labels = Loss(name).ask("given", asked)[0] == 1
        probs = sigmoid(asked.logits)
        right = np.where(labels, probs, 1 - probs)
        factor = np.where(labels, mpf(alpha), 1 - mpf(alpha)) if alpha else 1
        return factor * (1 - right) ** mpf(gamma) * -log(right)

    return losses


def textbook_divergence(asked):
    shares = reals(Loss("kl_divergence").ask("given", asked)[0])
    ratios = np.where(shares > 0, shares, 1) / np.where(shares > 0, softmax(asked.logits), 1)
    return (shares * log(ratios)).sum(1)


def textbook_entropy(asked):
    return -(softmax(asked.logits) * log(softmax(asked.logits))).sum(1)


def textbook_z_loss(asked):
    return log(exp(reals(asked.logits)).sum(1)) ** 2


def textbook_softcapped(asked):
    return -log(picked(softmax(32 * tanh(reals(asked.logits) / 32)), asked.targets))


def textbook_linear(asked):
    hidden, (matrix,) = reals(asked.logits), Loss("linear").ask("options", asked).values()
    logits = (hidden[:, None] * reals(matrix)[None]).sum(2)
    return -log(picked(softmax(logits), asked.targets))


TEXTBOOK = {
    **{
        name: lambda asked, gamma=setting["gamma"]: textbook_focal(asked, gamma)
        for name, setting in focal.SETTINGS.items()
        if name != "focal_alpha"
    },
    "focal_alpha": lambda asked: (
        textbook_focal(asked, 2)
        * reals(np.resize(focal.ALPHAS, asked.logits.shape[1])[asked.targets])
    ),
    **{
        name: textbook_binary(name)
        for name in ("binary", "binary_soft", "binary_pos_weight", "binary_soft_pos_weight")
    },
    "binary_focal": textbook_binary_focal("binary_focal", None),
    "binary_focal_gamma_zero": textbook_binary_focal("binary_focal_gamma_zero", None),
    "binary_focal_alpha": textbook_binary_focal("binary_focal_alpha", 0.25),
    "kl_divergence": textbook_divergence,
    "entropy": textbook_entropy,
    "z_loss": textbook_z_loss,
    "linear": textbook_linear,
    "softcapped": textbook_softcapped,
}


@each_format
@each_regime
@pytest.mark.parametrize("name", TEXTBOOK)
def test_it_is_what_the_textbook_says(name, dtype, regime):
    """And rounded correctly: to the nearest number of the format."""
    asked = case.make(regime, dtype, (8, 5))
    exact = TEXTBOOK[name](asked)
    reference = oracle.values(Loss(name), asked)
    found = reals(reference.high) + reals(reference.low)
    assert (abs(found - exact) <= mp.ldexp(1, -45) * abs(exact) + mp.ldexp(1, -1070)).all()
    if dtype == "float64":
        assert (reference.nearest == exact.astype(float)).all()


def test_no_gamma_is_cross_entropy():
    """The exact values and gradients are the same numbers."""
    asked = case.make("assorted", "float32", (64, 10))
    one, other = Loss("focal_gamma_zero"), Loss("cross_entropy")
    assert (oracle.values(one, asked).nearest == oracle.values(other, asked).nearest).all()
    slopes = [oracle.gradients(loss, asked, scaled=True).nearest for loss in (one, other)]
    assert np.array_equal(*slopes)
