"""Cross-entropy of logits that are capped: c tanh(x / c), as in Gemma 2 (2024), with c = 32.

Saturated logits differ by less than a rounding, and an infinite one is as good as c: it has a
formula and no gradient. It is conditioned in the capped logits, each of which is rounded.
"""

import numpy as np

from suites.losses.cross_entropy import one_hot, picked
from suites.nonfinite import NAN, Row

FUNCTION = "softcapped_cross_entropy"
TIERS = (2,)
CAP = 32.0
NONFINITE = (Row("NaN anywhere", lambda x: x.nan, (NAN,), {"rest": (NAN,)}),)


def options(case):
    return {"softcap": CAP}


def value(a, logits, targets):
    gaps, exps = _gaps(a, logits)
    return a.ended(
        a.exactly(np.zeros(len(targets))), picked(gaps, targets) + a.log1p_of(_others(exps, logits))
    )


def gradient(a, logits, targets):
    """(softmax - one_hot) of the capped logits, times sech(x / c)**2."""
    _, exps = _gaps(a, logits)
    other = np.where(one_hot(targets, logits) == 1, 0 * exps, exps).sum(1)
    whole = exps.sum(1)
    slopes = np.where(one_hot(targets, logits) == 1, -other[:, None], exps) / whole[:, None]
    finite = np.abs(logits) < np.inf
    flat = a.sech_of(a.exactly(np.where(finite, logits / CAP, 0.0)))
    none = a.exactly(np.zeros(logits.shape))
    return a.ended(none, np.where(finite, slopes * flat * flat, none))


def _gaps(a, logits):
    """How far each capped logit lies below the largest, and exp of minus that."""
    finite = np.abs(logits) < np.inf
    capped = a.tanh_of(a.exactly(np.where(finite, logits / CAP, 0.0)))
    capped = np.where(finite, capped, a.exactly(np.where(logits > 0, 1.0, -1.0)))
    same = logits == logits.max(1, keepdims=True)
    largest = capped[np.arange(len(logits)), logits.argmax(1)][:, None]
    gaps = np.where(same, 0 * (capped - capped), int(CAP) * (largest - capped))
    return gaps, a.exp_of(-gaps)


def _others(exps, logits):
    """The sum over all but one copy of the maximum."""
    return np.where(one_hot(logits.argmax(1), logits) == 1, 0 * exps, exps).sum(1)


def _capped(rough):
    return type(rough)(CAP * np.tanh(rough.logits / CAP))


def value_condition(rough, targets, slopes):
    capped = _capped(rough)
    return (np.abs(capped.logits) * np.abs(capped.probs - one_hot(targets, slopes))).sum(-1)


def gradient_condition(rough, targets):
    """Of the softmax of the capped logits, each of which is rounded, and of their own slope."""
    capped = _capped(rough)
    flat = 1 - (capped.logits / CAP) ** 2
    size, slopes = np.abs(capped.logits), np.abs(capped.probs - one_hot(targets, rough.logits))
    mean = (capped.probs * size).sum(-1, keepdims=True)
    moved = capped.probs * (size * (1 - capped.probs) + mean - capped.probs * size)
    return flat * moved + slopes * 2 * (capped.logits / CAP) ** 2
