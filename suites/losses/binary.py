"""Binary cross-entropy of logits, each an example: log(1 + exp(z)) less z where the target is 1.

It is the cross-entropy of the two classes with logits 0 and z, so that nothing cancels on either
side: softplus(-z) where the target is 1 and softplus(z) where it is 0. A soft label y is a
share of each, and `pos_weight` multiplies the first (as in PyTorch).
"""

import numpy as np

from suites.losses.cross_entropy import one_hot
from suites.losses.soft_targets import (  # noqa: F401
    TIERS,
    gradient,
    gradient_condition,
    gradient_unit,
    steps,
    value,
    value_unit,
)
from suites.nonfinite import FREE, INF, NAN, Row

FUNCTION = "binary_cross_entropy"
ELEMENTWISE = True
SETTINGS = {
    "binary": {},
    "binary_soft": {"soft": True},
    "binary_pos_weight": {"weighted": True},
    "binary_soft_pos_weight": {"soft": True, "weighted": True},
}
NONFINITE = (
    Row("NaN", lambda x: x.nan, (NAN,), {"rest": (NAN,)}),
    Row(
        "+inf where the target is 1",
        lambda x: (x.logits[:, 1] == INF) & ~x.is_target[:, 0],
        (0.0, NAN),
        {"rest": (0.0, NAN)},
    ),
    Row(
        "-inf where the target is 0",
        lambda x: (x.logits[:, 1] == -INF) & ~x.is_target[:, 1],
        (0.0, NAN),
        {"rest": (0.0, NAN)},
    ),
    Row(
        "an infinity against the target",
        lambda x: np.isinf(x.logits[:, 1]),
        (INF, NAN),
        {"rest": FREE},
    ),
)
POS_WEIGHTS = (1.0, 0.25, 3.0, 10.0, 0.0, 100.0)


def options(case, weighted=False):
    weights = np.resize(POS_WEIGHTS, case.logits.shape[1])
    return {"pos_weight": weights} if weighted else {}


def given(case, soft=False):
    return (labels(case, soft),)


def labels(case, soft=False):
    """1 at the target's class and at about a third of all; of soft ones, multiples of 1/8, where
    1/2 leaves nothing of a small logit but itself, and others that need all bits of the format.

    Those of the case, where it has some.
    """
    if case.labels is not None:
        return case.labels
    rng = np.random.default_rng([case.seed, *case.logits.shape])
    hard = np.maximum(one_hot(case.targets, case.logits), rng.random(case.logits.shape) < 0.3)
    if not soft:
        return hard
    kept, coarse = rng.random(hard.shape) < 0.25, rng.integers(0, 9, hard.shape) / 8
    fine = rng.integers(0, steps(case) + 1, hard.shape) / steps(case)
    return np.where(kept, hard, np.where(rng.random(hard.shape) < 0.5, coarse, fine))


def rows(case, soft=False, weighted=False):
    """Of each logit in turn: 0 and it, with the share of each."""
    ones = labels(case, soft)
    weight = options(case, weighted).get("pos_weight", 1.0)
    return pairs(case.logits), np.stack([1 - ones, ones * weight], -1).reshape(-1, 2)


def pairs(logits):
    return np.stack([np.zeros(logits.shape), logits], -1).reshape(-1, 2)
