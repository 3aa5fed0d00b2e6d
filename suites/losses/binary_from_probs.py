"""Binary cross-entropy of probabilities: -log p where the target is 1, -log(1 - p) where it is 0.

Whoever hands over probabilities has lost what softmax or sigmoid rounded away; what is asked here
is what is made of those that are left. A probability that was rounded to 0 or 1 costs everything.
"""

import numpy as np

from suites.losses.binary import labels
from suites.nonfinite import FREE, INF, NAN, Row

FUNCTION = "binary_cross_entropy_from_probs"
INPUTS = "probs"
ELEMENTWISE = True
TIERS = (2,)
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
def inputs(case):
    """The sigmoid of the logits, rounded to the format."""
    return case.format.round(1 / (1 + np.exp(-case.logits)))


def given(case):
    return (labels(case),)


def rows(case):
    return inputs(case).reshape(-1, 1), labels(case).reshape(-1, 1)


def value(a, probs, ones):
    """log1p of the odds against, which is exactly 0 where there are none."""
    p = a.exactly(probs)[:, 0]
    kept = np.where(ones[:, 0] == 1, p, 1 - p)
    return a.ended(0 * p, a.log1p_of((1 - kept) / kept))


def gradient(a, probs, ones):
    p = a.exactly(probs)
    kept = np.where(ones == 1, -p, 1 - p)
    return a.ended(1 / np.where(kept == 0, 1 + 0 * p, kept), 0 * p)


def gradient_condition(rough, ones):
    """Of d gradient / d p = 1/p**2 or 1/(1 - p)**2, times p."""
    kept = np.where(ones == 1, rough.logits, 1 - rough.logits)
    return np.nan_to_num(rough.logits / kept**2, posinf=0.0)


def value_condition(rough, ones, slopes):
    """In p itself."""
    return np.abs(rough.logits * slopes)[:, 0]
