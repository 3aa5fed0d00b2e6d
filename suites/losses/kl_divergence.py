"""Kullback-Leibler divergence of softmax from given shares: sum_j q_j (log q_j - log p_j).

It is the cross-entropy of soft targets less their entropy, which cancels where q comes close to p:
its condition number grows without bound there, so that what counts is an error beside the two
(`value_unit`). 0 log 0 is 0, and the shares sum to 1 exactly.
"""

import numpy as np

from suites.losses import soft_targets
from suites.losses._softmax import limit_and_rest, softmax
from suites.losses.cross_entropy import one_hot
from suites.losses.soft_targets import gradient_condition, gradient_unit  # noqa: F401
from suites.nonfinite import MIXTURE as NONFINITE  # noqa: F401

TIERS = (2,)
NEAR = (2.0**-3, 2.0**-7, 2.0**-12, 2.0**-20)  #: how far the logits of some shares are off


def given(case):
    return (shares(case),)


def rows(case):
    return case.logits, shares(case)


def shares(case):
    """One row in four is one-hot, one is spread over a few classes, and two are close to softmax.

    All are multiples of a power of two that the format holds up to 1.
    """
    count, classes = case.logits.shape
    rng = np.random.default_rng([case.seed, count, classes, 1])
    parts = soft_targets.steps(case)
    finite = np.where(np.isfinite(case.logits), case.logits, case.format.max * -1)
    moved = finite + rng.normal(size=finite.shape) * np.resize(NEAR, count)[:, None]
    with np.errstate(all="ignore"):
        near = np.exp(moved - moved.max(1, keepdims=True))
        near /= near.sum(1, keepdims=True)
    spread = rng.dirichlet(np.full(classes, 0.2), count)
    kinds = [one_hot(case.targets, case.logits), spread, near, near]
    chosen = np.choose(np.arange(count)[:, None] % 4, kinds)
    whole = np.floor(parts * chosen)
    largest = np.arange(count), whole.argmax(1)
    whole[largest] += parts - whole.sum(1)
    return whole / parts


def value(a, logits, mixture):
    soft, q = softmax(a, logits), a.exactly(mixture)
    copies = a.exactly(soft.top.sum(1).astype(float))[:, None]
    ratios = np.where(mixture > 0, q * copies, 1 + 0 * q)  # to the limit of p, where gaps are none
    return a.ended((q * soft.gaps).sum(1), (q * a.log_of(ratios)).sum(1) + a.log1p_of(soft.excess))


def gradient(a, logits, mixture):
    soft, q = softmax(a, logits), a.exactly(mixture)
    exact, rest = limit_and_rest(soft)
    return a.ended(exact - q, rest)


def value_unit(rough, mixture):
    """The entropy and the cross-entropy, either of which may be rounded before they cancel."""
    with np.errstate(all="ignore"):
        entropy = -np.nan_to_num(mixture * np.log(mixture)).sum(-1)
    return np.maximum(
        entropy + (mixture * rough.losses).sum(-1), soft_targets.value_unit(rough, mixture)
    )
