"""Cross-entropy of logits that are capped: c tanh(x / c), as in Gemma 2 (2024), with c = 32.

Saturated logits differ by less than a rounding, and an infinite one is as good as c: it has a
formula and no gradient. It is conditioned in the capped logits, each of which is rounded.
"""

import numpy as np

from suites.losses._rough import Rough, moves
from suites.losses._softmax import softmax_of
from suites.losses.cross_entropy import one_hot, picked
from suites.nonfinite import NAN, Row

FUNCTION = "softcapped_cross_entropy"
TIERS = (2,)
CAP = 32.0
NONFINITE = (Row("NaN anywhere", lambda x: x.nan, (NAN,), {"rest": (NAN,)}),)


def options(case):
    return {"softcap": CAP}


def value(a, logits, targets):
    soft = _softmax(a, logits)
    return a.ended(a.exactly(np.zeros(len(targets))), picked(soft.gaps, targets) + soft.rest)


def gradient(a, logits, targets):
    """(softmax - one_hot) of the capped logits, times sech(x / c)**2."""
    soft, finite = _softmax(a, logits), _finite(logits)
    slopes = np.where(one_hot(targets, logits) == 1, -soft.others, soft.probs)
    flat = a.sech_of(a.exactly(np.where(finite, logits / CAP, 0.0)))
    none = a.exactly(np.zeros(logits.shape))
    return a.ended(none, np.where(finite, slopes * flat * flat, none))


def _softmax(a, logits):
    ratios = a.exactly(np.where(_finite(logits), logits / CAP, np.sign(logits)))
    capped = np.where(_finite(logits), a.tanh_of(ratios), ratios)
    return softmax_of(a, int(CAP) * capped, logits == logits.max(1, keepdims=True))


def _finite(logits):
    return np.abs(logits) < np.inf


def _capped(rough):
    return Rough(CAP * np.tanh(rough.logits / CAP))


def value_condition(rough, targets, slopes):
    capped = _capped(rough)
    return (np.abs(capped.logits) * np.abs(capped.probs - one_hot(targets, slopes))).sum(-1)


def gradient_condition(rough, targets):
    """Of the softmax of the capped logits, each of which is rounded, and of their own slope."""
    capped = _capped(rough)
    flat = 1 - (capped.logits / CAP) ** 2
    slopes = np.abs(capped.probs - one_hot(targets, rough.logits))
    moved = moves(capped.probs, np.abs(capped.logits))
    return flat * moved + slopes * 2 * (capped.logits / CAP) ** 2
