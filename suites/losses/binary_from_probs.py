"""Binary cross-entropy of probabilities: -log p where the target is 1, -log(1 - p) where it is 0.

Whoever hands over probabilities has lost what softmax or sigmoid rounded away; what is asked here
is what is made of those that are left. A probability that was rounded to 0 or 1 costs everything;
beside soft labels, which have a share in both, none is.
"""

import numpy as np

from suites.losses.binary import labels
from suites.nonfinite import FREE, INF, NAN, Row

FUNCTION = "binary_cross_entropy_from_probs"
INPUTS = "probs"
ELEMENTWISE = True
TIERS = (2,)
SETTINGS = {"binary_from_probs": {}, "binary_from_probs_soft": {"soft": True}}
NONFINITE = (
    Row("NaN", lambda x: x.nan, (NAN,), {"rest": FREE}),
    Row(
        "0 where the target is 1",
        lambda x: (x.logits[:, 0] == 0) & x.is_target[:, 0],
        (INF,),
        {"rest": (-INF,)},
    ),
    Row(
        "1 where the target is 0",
        lambda x: (x.logits[:, 0] == 1) & ~x.is_target[:, 0],
        (INF,),
        {"rest": (INF,)},
    ),
)


@np.errstate(over="ignore")
def inputs(case, soft=False):
    """The sigmoid of the logits, rounded to the format."""
    probs = case.format.round(1 / (1 + np.exp(-case.logits)))
    return np.clip(probs, case.format.tiny, 1 - case.format.unit_roundoff) if soft else probs


def given(case, soft=False):
    return (labels(case, soft),)


def rows(case, soft=False):
    return inputs(case, soft).reshape(-1, 1), labels(case, soft).reshape(-1, 1)


def value(a, probs, ones, soft=False):
    """log1p of the odds against, which is exactly 0 where there are none."""
    p = a.exactly(probs)[:, 0]
    if soft:
        y, odds = a.exactly(ones)[:, 0], (1 - p) / p
        return a.ended(0 * p, y * a.log1p_of(odds) + (1 - y) * a.log1p_of(1 / odds))
    kept = np.where(ones[:, 0] == 1, p, 1 - p)
    return a.ended(0 * p, a.log1p_of((1 - kept) / kept))


def gradient(a, probs, ones, soft=False):
    p = a.exactly(probs)
    if soft:
        return a.ended((p - a.exactly(ones)) / (p * (1 - p)), 0 * p)
    kept = np.where(ones == 1, -p, 1 - p)
    return a.ended(1 / np.where(kept == 0, 1 + 0 * p, kept), 0 * p)


def gradient_condition(rough, ones, soft=False):
    """Of d gradient / d p = y/p**2 + (1 - y)/(1 - p)**2, times p."""
    p = rough.logits
    if soft:
        return ones / p + (1 - ones) * p / (1 - p) ** 2
    kept = np.where(ones == 1, p, 1 - p)
    return np.nan_to_num(p / kept**2, posinf=0.0)


def value_condition(rough, ones, slopes):
    """In p itself."""
    return np.abs(rough.logits * slopes)[:, 0]
