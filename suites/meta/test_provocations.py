"""What a regime says it provokes does happen, in every format, and not on ordinary logits."""

from fractions import Fraction

import numpy as np
import pytest

from suites import case, regimes
from suites.formats import FORMATS
from suites.regimes._drawing import absorption, logsumexp

SHAPES = {"stagnating_sum": (2, 5000), "targets_past_the_precision": (2, 5000)}
ORDINARILY = {("bfloat16", "slightly_wrong")}  # ordinary losses fill its narrow range, too

fractions = np.vectorize(Fraction, otypes=[object])


class Careless:
    """A case as a careless implementation meets it: each step rounded to the format."""

    def __init__(self, problem):
        self.x, self.format, self.round = problem.logits, problem.format, problem.format.round
        self.u, self.tiny, self.max = self.format.unit_roundoff, self.format.tiny, self.format.max
        self.targets = problem.targets
        self.target = self.x[np.arange(len(self.x)), self.targets]
        self.top = self.x.max(axis=1)
        self.gap = self.top - self.target
        self.shifted = self.x - self.top[:, None]
        rest = self.shifted.copy()
        np.put_along_axis(rest, rest.argmax(axis=1)[:, None], -np.inf, axis=1)
        self.exp, self.terms = self.round(np.exp(self.x)), self.round(np.exp(rest))
        self.crowd = np.exp(logsumexp(rest))  # never summed from terms that underflow
        self.loss = self.gap + np.log1p(self.crowd)
        self.probability = self.round(np.exp(-self.loss))
        self.sum = self.round(1 + self.crowd)
        self.absorbed = (self.gap == 0) & (self.sum == 1) & (self.round(self.loss) > 0)


def offset_by(spacing):
    """Rounding a log-sum-exp costs *spacing*, though the gaps are exact multiples of it."""
    return lambda s: (s.format.ulp(s.x) >= spacing).all() and (s.shifted % spacing == 0).all()


def between(low, numbers, high):
    return ((low < numbers) & (numbers < high)).mean() > 0.8  # a lead is rounded, too


def errors_of_gaps(s):
    exact = fractions(s.x) - fractions(s.top)[:, None]
    return (fractions(s.round(s.shifted)) - exact).astype(np.float64)


def midpoint(s):
    halves = (fractions(s.top) - fractions(s.target)) / fractions(s.format.ulp(s.gap) / 2)
    return all(half % 2 == 1 for half in halves)


def near_a_power_of_two(s):
    powers = np.exp2(np.rint(np.log2(s.loss)))
    return (np.abs(s.loss - powers) <= 4 * s.format.ulp(powers)).all()


def straddles(s):
    subnormal = (s.terms > 0) & (s.terms < s.tiny)
    return (s.terms == 0).sum() > len(s.x) and subnormal.any() and (s.terms > s.tiny).any()


PROVOKED = {
    "spread_out": lambda s: s.shifted.min() < -30,
    "far_spread": lambda s: s.shifted.min() < -150,
    "heavy_tailed": lambda s: s.shifted.min() < -500,
    "language_model": lambda s: s.loss.max() > 1e3 * s.loss.min(),
    "low_temperature": lambda s: s.gap.max() > 50 and s.gap.min() == 0,
    "high_temperature": lambda s: s.terms[s.terms > 0].min() > 0.9,
    "tied_with_the_target": lambda s: ((s.gap == 0) & (s.crowd >= 1)).all(),
    "confident_slightly": lambda s: (s.loss < 0.8).all(),
    "confident": lambda s: (np.abs(s.sum - 1 - s.crowd) > 4 * s.u * s.crowd).any(),
    "confident_past_absorption": lambda s: s.absorbed.mean() > 0.8,
    "confident_far_past_absorption": lambda s: s.absorbed.all() and s.loss.max() < 0.7 * s.u,
    "confident_to_the_last_normal": lambda s: between(s.tiny, s.loss, s.tiny**0.9),
    "subnormal_loss": lambda s: between(0, s.loss, s.tiny),
    "slightly_wrong": lambda s: np.ptp(s.loss) > 0.7 * absorption(s.format),
    "confidently_wrong": lambda s: (s.probability == 0).all(),
    "infinite_loss": lambda s: np.isinf(s.round(s.loss)).all(),
    "mild_offset": offset_by(1 / 16),
    "large_offset": offset_by(1 / 4),
    "coarse_offset": offset_by(8),
    "large_negative_offset": offset_by(1 / 4),
    "rows_far_apart": lambda s: (s.round(np.exp(s.x - s.x.max())) == 0).all(axis=1).any(),
    "logsumexp_near_zero": lambda s: np.abs(logsumexp(s.x)).max() < 8 * s.u * np.abs(s.x).max(),
    "absorbed_crowd": lambda s: (s.round(1 + s.terms) == 1).all() and (s.sum > 1).all(),
    "subnormal_crowd": lambda s: s.terms.max() < s.tiny and s.crowd.min() >= s.tiny,
    "stagnating_sum": lambda s: s.terms.sum(axis=1).min() > 1.2 / s.u,
    "extreme_magnitudes": lambda s: np.abs(s.x).min() > s.max**0.7 and s.gap.max() <= s.max,
    "tied_at_the_largest_number": lambda s: s.top.min() > s.max / np.log2(np.e) > s.gap.max(),
    "masked_by_subtraction": lambda s: s.loss.max() > 9e3,
    "masked_with_a_billion": lambda s: s.loss.max() > 9e8,
    "overflowing_exp": lambda s: np.isinf(s.exp).all(),
    "underflowing_exp": lambda s: (s.exp == 0).all(),
    "underflow_boundary": straddles,
    "loss_near_a_power_of_two": near_a_power_of_two,
    "inexact_gaps": lambda s: np.abs(errors_of_gaps(s)).max() > 4 * s.u,
    "half_ulp_gaps": lambda s: {*(errors_of_gaps(s).T / s.format.ulp(s.top)).flat} == {0, -7 / 16},
    "midpoint_gap": midpoint,
    "targets_past_the_precision": lambda s: (s.round(s.targets) != s.targets).all(),
    "assorted": lambda s: (s.shifted == 0).all(axis=1).any() and s.top.max() > 0.2 / s.u,
}


def meet(regime, dtype, shape):
    with np.errstate(all="ignore"):
        return Careless(case.make(regime, dtype, shape))


@pytest.mark.parametrize("regime", PROVOKED)
def test_provokes_what_it_says(regime):
    """In every format that the regime does not refuse, and not on ordinary logits."""
    asked, shape = 0, SHAPES.get(regime, (24, 33))
    for dtype in FORMATS:
        try:
            provoked = PROVOKED[regime](meet(regime, dtype, shape))
        except regimes.NotProvoked:
            continue
        asked += 1
        assert provoked, dtype
        at_rest = PROVOKED[regime](meet("ordinary", dtype, (24, 33)))
        assert not at_rest or (dtype, regime) in ORDINARILY, dtype
    assert asked
