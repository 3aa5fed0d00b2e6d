"""Cross-entropy with soft targets: Q log(sum_j exp(x_j)) - sum_j q_j x_j, where Q is the sum of q.

With m the largest logit and S the sum of exp(x_j - m) over the others it is
Q log1p(S) + sum_j q_j (m - x_j), all of whose terms are at least 0, and its gradient is
Q softmax - q. A class at -inf costs nothing where its share is 0: 0 times infinity is 0 here.
"""

import numpy as np

from suites.losses import cross_entropy
from suites.losses.cross_entropy import one_hot, softmax
from suites.nonfinite import MIXTURE as NONFINITE  # noqa: F401

FUNCTION = "soft_cross_entropy"
TIERS = 0, 2

COARSE = 64  #: parts of 1 that decide which classes have a share
SUMS = (1.0, 1.0, 0.75, 1.5)  #: of the shares, row by row


def given(case):
    return (shares(case),)


def rows(case):
    return case.logits, shares(case)


def shares(case):
    """One row in four is one-hot, most others are spread over a few classes.

    Every other row has nothing at a class that is masked. They have as many bits as the format
    holds, so that whoever keeps them in a shorter one is off.
    """
    rows, classes = case.logits.shape
    rng, fine = np.random.default_rng([case.seed, rows, classes]), steps(case) / COARSE
    found = np.floor(COARSE * rng.dirichlet(np.full(classes, 0.2), rows))
    found -= np.floor(fine * rng.random(found.shape)) / fine * (found > 0)
    found[np.arange(rows), case.targets] += COARSE - found.sum(1)
    found[::4] = COARSE * one_hot(case.targets, case.logits)[::4]
    found[::2][np.isneginf(case.logits[::2])] = 0
    return found / COARSE * np.resize(SUMS, rows)[:, None]


def steps(case):
    """Of how many equal parts of 1 the format holds each number, times 3 / 4 and 3 / 2 as well."""
    return 2.0 ** (min(case.format.precision, 30) - 2)


def value(a, logits, mixture, whole=1):
    """Of shares that are *mixture* over *whole*."""
    top = logits.argmax(-1)
    gaps, q = a.gaps(logits, top), a.fractions(mixture, whole)
    rest = gaps.exp().total(one_hot(top, logits) == 0).log1p()
    return a.mixed(q, gaps, rest.times(a.of_fractions(q)))


def gradient(a, logits, mixture, whole=1):
    tied, copies, rest = softmax(a, logits, logits.argmax(-1))
    exact, q = a.ratio(tied, copies[:, None]), a.fractions(mixture, whole)
    return a.less(exact, rest, a.of_fractions(q), q)


def gradient_condition(rough, mixture):
    """Of d gradient_j / d logit_k = Q p_j (delta_jk - p_k)."""
    total = mixture.sum(-1, keepdims=True)
    return total * cross_entropy.gradient_condition(rough, mixture)


def value_unit(rough, mixture):
    """The losses of all classes may each be off by as much as one alone."""
    return mixture.sum(-1)


def gradient_unit(rough, mixture):
    """Where there is a share, Q p_j + q_j: either may be rounded before they cancel."""
    return np.where(mixture > 0, rough.probs * mixture.sum(-1, keepdims=True) + mixture, 1.0)
