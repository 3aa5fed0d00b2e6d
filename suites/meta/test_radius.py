"""The radius of a rung holds what the ladder puts there, and little more."""

from itertools import pairwise

import numpy as np
import pytest

from suites import case, oracle, radius
from suites.formats import FORMATS
from suites.losses import Loss
from suites.verdict import LADDER, Verdict, errors, rungs

LOSS = Loss("cross_entropy")
PROMISES = [rung for rung in Verdict if rung <= Verdict.ABSOLUTE]


def drawn(dtype):
    return case.make("spread_out", dtype, (64, 10))


def asked(dtype, quantity):
    """The reference, and the radius of a promise."""
    one = drawn(dtype)
    if quantity == "losses":
        return oracle.values(LOSS, one), lambda promise: radius.of_losses(promise, LOSS, one)
    reference = oracle.gradients(LOSS, one, scaled=False)
    return reference, lambda promise: radius.of_gradients(promise, LOSS, one)


@pytest.mark.parametrize("quantity", ["losses", "gradients"])
@pytest.mark.parametrize("dtype", FORMATS)
@pytest.mark.parametrize("promise", PROMISES)
def test_an_answer_on_the_rung_lies_within(promise, dtype, quantity):
    """And one that lies outside is on a worse rung, on either side of the truth."""
    reference, radius_of = asked(dtype, quantity)
    allowed, format = radius_of(promise), FORMATS[dtype]
    for sign in (-1, 1):
        for share in (0.2, 0.9, 1.0, 1.1, 2.0, 5.0):
            computed = format.round(reference.high + sign * share * allowed)
            off = np.abs((computed - reference.high) - reference.low)
            ladder = rungs(computed, reference, errors(computed, reference))
            kept = ladder <= LADDER.index(promise)
            assert (off[kept] <= allowed[kept] * (1 + 1e-12)).all()


@pytest.mark.parametrize("quantity", ["losses", "gradients"])
@pytest.mark.parametrize("dtype", FORMATS)
@pytest.mark.parametrize("promise", PROMISES[2:])
def test_nearly_all_that_lies_within_is_on_the_rung(promise, dtype, quantity):
    """So that a radius is not merely large: a rounding further in the promise is kept."""
    reference, radius_of = asked(dtype, quantity)
    allowed = radius_of(promise)
    inside = np.maximum(allowed - FORMATS[dtype].ulp(abs(reference.high) + allowed), 0)
    for sign in (-1, 1):
        computed = FORMATS[dtype].round(reference.high + sign * inside)
        found = rungs(computed, reference, errors(computed, reference))
        possible = computed >= (0 if reference.losses else -np.inf)
        possible &= np.abs(np.frexp(reference.high)[0]) != 0.5  # next to which the ulp changes
        assert (found <= LADDER.index(promise))[possible].all()


def test_who_promises_nothing_may_be_anywhere():
    """Below the ladder of errors there is no radius."""
    assert np.isinf(radius.of_losses("inaccurate", LOSS, drawn("float32"))).all()


@pytest.mark.parametrize("dtype", FORMATS)
def test_a_better_promise_has_a_smaller_radius(dtype):
    """Rung by rung."""
    radii = [radius.of_losses(promise, LOSS, drawn(dtype)) for promise in PROMISES]
    for better, worse in pairwise(radii):
        assert (better <= worse).all()
