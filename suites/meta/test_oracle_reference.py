"""What else a reference says: the exact value in two words, condition numbers, leniency, ulps."""

import numpy as np
import pytest
from mpmath import mp, mpf

from suites import case, oracle, regimes
from suites.formats import FORMATS
from suites.losses import Loss

CROSS_ENTROPY = Loss("cross_entropy")
SHAPE = 6, 5
PRECISE = {0: 2.0**-44, 1: 2.0**-85, 2: 2.0**-85}  #: of high + low, by the tier that decided

each_format = pytest.mark.parametrize("dtype", FORMATS)


@pytest.fixture(autouse=True)
def fifty_digits():
    with mp.workdps(50):
        yield


def problems(dtype):
    for regime in regimes.catalogue():
        try:
            yield case.make(regime, dtype, SHAPE)
        except regimes.NotProvoked:
            continue


class Exact:
    """One row in decimals: the loss, its gradient, and how both move with the gaps."""

    def __init__(self, logits, target):
        top = max(logits)
        gaps = [mpf(top) - mpf(x) for x in logits]
        exps = [mp.exp(-gap) for gap in gaps]
        probs = [e / mp.fsum(exps) for e in exps]
        others = [p for k, p in enumerate(probs) if k != target]
        rest = [e for k, e in enumerate(exps) if k != np.argmax(logits)]
        gaps = [gap if mp.isfinite(gap) else mpf(0) for gap in gaps]
        self.loss = gaps[target] + mp.log1p(mp.fsum(rest))
        self.gradient = [p if k != target else -mp.fsum(others) for k, p in enumerate(probs)]
        self.condition = mp.fdot(gaps, map(abs, self.gradient)) / self.loss
        self.conditions = []
        for j, slope in enumerate(self.gradient):
            moves = [probs[j] * abs((j == k) - p) for k, p in enumerate(probs)]
            self.conditions.append(mp.fdot(gaps, moves) / abs(slope) if slope else mpf(0))


def agree(reference, index, exact, condition):
    """The two words, and the condition number, of one normal number of the format."""
    if not reference.format.tiny <= abs(exact) <= reference.format.max:
        return
    row = index[0]
    off = abs(mpf(float(reference.high[index])) + mpf(float(reference.low[index])) - exact)
    assert off <= PRECISE[int(reference.tiers[row])] * abs(exact) + mp.ldexp(1, -1060)  # underflow
    assert abs(reference.condition[index] - condition) <= 1e-6 * (1 + condition)


@each_format
def test_values(dtype):
    """Of a loss: both words, and sum_k gap_k |gradient_k| / |loss|."""
    for problem in problems(dtype):
        reference = oracle.values(CROSS_ENTROPY, problem)
        for row in np.flatnonzero(~reference.ruling.outside):
            exact = Exact(problem.logits[row].tolist(), problem.targets[row])
            agree(reference, (row,), exact.loss, exact.condition)
        assert reference.lenient.all()
        assert (reference.tiers == -1).tolist() == reference.ruling.outside.tolist()


@each_format
def test_gradients(dtype):
    """Of an entry: both words, and sum_k gap_k |d gradient_j / d logit_k| / |gradient_j|."""
    for problem in problems(dtype):
        reference = oracle.gradients(CROSS_ENTROPY, problem, scaled=True)
        for row in np.flatnonzero(~reference.ruling.outside.any(1) & (problem.upstream != 0)):
            exact = Exact(problem.logits[row].tolist(), problem.targets[row])
            for k, slope in enumerate(exact.gradient):
                scaled = mpf(float(problem.upstream[row])) * slope
                agree(reference, (row, k), scaled, exact.conditions[k])
        own = np.arange(SHAPE[1]) == problem.targets[:, None]
        assert (reference.lenient == own).all()


def test_scale_changes_no_condition():
    """An upstream gradient of 0 leaves nothing to be conditioned."""
    problem = case.make("ordinary", "float32", (8, 5))
    plain = oracle.gradients(CROSS_ENTROPY, problem, scaled=False)
    scaled = oracle.gradients(CROSS_ENTROPY, problem, scaled=True)
    vanished = problem.upstream == 0
    assert (scaled.condition[vanished] == 0).all()
    assert (scaled.nearest[vanished] == 0).all()
    np.testing.assert_allclose(scaled.condition[~vanished], plain.condition[~vanished], rtol=1e-12)


@pytest.mark.parametrize("offset", [0, 64, -1024, 2**20])
def test_offset_excuses_nothing(offset):
    """The loss depends on the gaps alone, and so do all references."""
    logits = np.random.default_rng(0).integers(-64, 64, (20, 6)) / 8
    plain, moved = (case.of(logits + c, np.arange(20) % 6, "float32", "") for c in (0, offset))
    assert (moved.logits == logits + offset).all()
    for ask in (oracle.values, lambda *asked: oracle.gradients(*asked, scaled=False)):
        one, other = ask(CROSS_ENTROPY, plain), ask(CROSS_ENTROPY, moved)
        for name in ("high", "low", "nearest", "side", "condition"):
            assert (getattr(one, name) == getattr(other, name)).all(), name


@each_format
def test_ulp_just_below_a_power_of_two(dtype):
    """Goldberg's unit is that of the binade in which the exact value lies, not its rounding."""
    eps = FORMATS[dtype].eps
    logits = np.array([[0.0, 0.0, -np.inf], [0.0, 0.0, -60000.0], [0.0, 0.0, -4.0]])
    asked = case.of(logits, np.zeros(3, int), dtype, "ties")
    reference = oracle.gradients(CROSS_ENTROPY, asked, scaled=False)
    assert (reference.ulp[:, 0] == eps / 2).all()  # -1/2 or just beyond it
    assert reference.ulp[:, 1].tolist() == [eps / 2, eps / 4, eps / 4]  # 1/2, just below, below
