"""Losses of probabilities are what the literature says they are, to 400 digits."""

import numpy as np
import pytest
from mpmath import mp

from suites import case, memory, oracle
from suites.formats import FORMATS
from suites.losses import Loss
from suites.meta._decimals import reals

log = np.frompyfunc(mp.log, 1, 1)
each_format = pytest.mark.parametrize("dtype", FORMATS)


@pytest.fixture(autouse=True)
def forgetful(monkeypatch):
    monkeypatch.setattr(memory, "remembered", lambda function: function)
    with mp.workdps(400):
        yield


@each_format
def test_probabilities_are_taken_as_they_are(dtype):
    """Rounded to the format by the bench, and then exact: what it lost is not the loss's fault."""
    loss, asked = Loss("binary_from_probs"), case.make("ordinary", dtype, (8, 5))
    probs, labels = reals(loss.ask("inputs", asked)), reals(loss.ask("given", asked)[0])
    reference = oracle.values(loss, asked)
    inside = ~reference.ruling.outside
    exact = np.where(labels == 1, -log(np.where(inside, probs, 1)), -log(1 - probs * inside))
    found = reals(reference.high) + reals(reference.low)
    assert (abs(found - exact) <= mp.ldexp(1, -45) * exact)[inside].all()
    odds = oracle.gradients(loss, asked, scaled=False).nearest
    expected = FORMATS[dtype].round(((probs - labels) / (probs * (1 - probs))).astype(float))
    assert (odds == expected)[inside].all()


@each_format
def test_soft_labels_share_a_probability(dtype):
    """Which is never 0 or 1: -y log p - (1 - y) log(1 - p), and (p - y) / (p (1 - p))."""
    loss, asked = Loss("binary_from_probs_soft"), case.make("ordinary", dtype, (8, 5))
    probs, labels = reals(loss.ask("inputs", asked)), reals(loss.ask("given", asked)[0])
    exact = -labels * log(probs) - (1 - labels) * log(1 - probs)
    reference = oracle.values(loss, asked)
    found = reals(reference.high) + reals(reference.low)
    assert (abs(found - exact) <= mp.ldexp(1, -45) * exact).all()
    slopes = ((probs - labels) / (probs * (1 - probs))).astype(float)
    found = oracle.gradients(loss, asked, scaled=False).nearest
    assert (found == FORMATS[dtype].round(slopes)).all()
