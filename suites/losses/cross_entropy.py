"""Softmax cross-entropy with integer targets: log(sum_j exp(x_j - x_t)) for each example.

With m the largest logit and S the sum of exp(x_j - m) over the others, it is
(m - x_t) + log1p(S), in which nothing cancels. One copy of the maximum stays out of S, the
target's where it is one (Blanchard, Higham and Higham, IMA J. Numer. Anal. 41(4), 2021).
"""

import numpy as np

from suites.losses._rough import moves
from suites.nonfinite import CROSS_ENTROPY as NONFINITE  # noqa: F401


def value(a, logits, targets):
    top = leading(logits, targets)
    rest = a.gaps(logits, top).exp().total(one_hot(top, logits) == 0)
    return a.difference(picked(logits, top), picked(logits, targets)), rest.log1p()


def gradient(a, logits, targets):
    """softmax - one_hot(targets), the largest probabilities as 1/k - T / (k (k + T)).

    k copies of the maximum tie, and T is the sum over the others: the exact part is the limit
    in which these vanish. An arithmetic that cannot hold 1/k takes one copy for all.
    """
    tied, copies, rest = softmax(a, logits, leading(logits, targets))
    return a.ratio(tied - copies[:, None] * one_hot(targets, logits), copies[:, None]), rest


def softmax(a, logits, top):
    """Copies of the maximum, their number k, and how far each probability is from 1/k or 0."""
    tied = logits == picked(logits, top)[:, None]
    single = ~a.holds_inverse(tied.sum(1))
    tied[single] = one_hot(top, logits)[single] == 1
    copies = tied.sum(1)
    exps = a.gaps(logits, top).exp()
    others = exps.total(~tied)
    short = -others.over(copies, others).over(copies)
    return tied, copies, exps.over(copies, others).placed(tied, short)


def gradient_condition(rough, targets):
    return moves(rough.probs, rough.gaps)


def leading(logits, targets):
    """The class of the largest logit of each row: the target where it is one of several."""
    top = logits.argmax(-1)
    return np.where(picked(logits, targets) == picked(logits, top), targets, top)


def picked(logits, classes):
    return np.take_along_axis(logits, classes[:, None], 1)[:, 0]


def one_hot(classes, like):
    return (np.arange(like.shape[1]) == classes[:, None]).astype(np.float64)
