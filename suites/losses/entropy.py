"""Entropy of softmax: log of the sum of the exponentials, less the mean logit.

With gaps from the largest logit it is log(k + T) + sum_j p_j gap_j, all of whose terms are at
least 0. A class of probability 0 counts nothing: 0 log 0 is 0.
"""

import numpy as np

from suites.losses._rough import moves
from suites.losses._softmax import softmax
from suites.nonfinite import INF, NAN, Row

TIERS = (2,)
NONFINITE = (
    Row("NaN anywhere", lambda x: x.nan, (NAN,), {"neginf": (0.0, NAN), "rest": (NAN,)}),
    Row("one +inf", lambda x: x.infs == 1, (0.0, NAN), {"rest": (0.0, NAN)}),
    Row("several +inf", lambda x: x.infs > 1, (NAN,), {"inf": (NAN,), "rest": (0.0, NAN)}),
    Row("-inf everywhere", lambda x: (x.logits == -INF).all(1), (NAN,), {"rest": (0.0, NAN)}),
)


def given(case):
    return ()


def value(a, logits, targets):
    soft = softmax(a, logits)
    return a.ended(0 * soft.gaps[:, 0], soft.rest + (soft.probs * soft.gaps).sum(1))


def gradient(a, logits, targets):
    """-p_j (log p_j + H), where the logarithms of the sum cancel exactly."""
    soft = softmax(a, logits)
    mean = (soft.probs * soft.gaps).sum(1)[:, None]
    level = (soft.gaps == 0).all(1)[:, None]  # then it is 0 exactly
    slopes = soft.probs * (soft.gaps - mean)
    return a.ended(0 * soft.gaps, np.where(level, 0 * soft.gaps, slopes))


def gradient_condition(rough, targets):
    """Of p_j (delta_jk - p_k) (gap_j - G) - p_j delta_jk - p_j dG/dx_k, where G is the mean gap."""
    probs, gaps = rough.probs, rough.gaps
    mean = (probs * gaps).sum(-1, keepdims=True)
    apart = np.abs(gaps - mean)
    bent = (gaps * probs * (apart + 1)).sum(-1, keepdims=True)
    return apart * moves(probs, gaps) + probs * (gaps + bent)


def lenient(rough, targets):
    """No class is a target more than any other."""
    return np.ones(rough.logits.shape, bool)


def gradient_unit(rough, targets):
    """p_j (gap_j + G), either of which may be rounded before they cancel."""
    mean = (rough.probs * rough.gaps).sum(-1, keepdims=True)
    return np.maximum(rough.probs * (rough.gaps + mean), rough.probs)
