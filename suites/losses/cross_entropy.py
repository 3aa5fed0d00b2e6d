"""Softmax cross-entropy with integer targets: log(sum_j exp(x_j - x_t)) for each example.

With m the largest logit and S the sum of exp(x_j - m) over the others, it is
(m - x_t) + log1p(S), in which nothing cancels. One copy of the maximum stays out of S, the
target's where it is one (Blanchard, Higham and Higham, IMA J. Numer. Anal. 41(4), 2021).
"""

import numpy as np

from suites.nonfinite import CROSS_ENTROPY as NONFINITE  # noqa: F401


def value(a, logits, targets):
    top = leading(logits, targets)
    rest = a.gaps(logits, top).exp().total(without=top)
    return a.difference(picked(logits, top), picked(logits, targets)), rest.log1p()


def gradient(a, logits, targets):
    """softmax - one_hot(targets), with the largest probability as 1 - S / (1 + S)."""
    top = leading(logits, targets)
    exps = a.gaps(logits, top).exp()
    rest = exps.total(without=top)
    probs = exps.over_one_plus(rest).placed(top, -rest.over_one_plus(rest))
    return a.exactly(one_hot(top, logits) - one_hot(targets, logits)), probs


def gradient_condition(probs, gaps):
    """Of d gradient_j / d logit_k = p_j (delta_jk - p_k)."""
    mean_gap = (probs * gaps).sum(-1, keepdims=True)
    return probs * (gaps * (1 - probs) + mean_gap - probs * gaps)


def leading(logits, targets):
    """The class of the largest logit of each row: the target where it is one of several."""
    top = logits.argmax(-1)
    return np.where(picked(logits, targets) == picked(logits, top), targets, top)


def picked(logits, classes):
    return np.take_along_axis(logits, classes[:, None], 1)[:, 0]


def one_hot(classes, like):
    return (np.arange(like.shape[1]) == classes[:, None]).astype(np.float64)
