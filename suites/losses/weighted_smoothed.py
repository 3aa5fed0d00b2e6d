"""Cross-entropy with weights and label smoothing: each class's loss has the weight of that class.

So the target's weight counts for the target's share alone, as in PyTorch; others multiply the
whole by it.
"""

from suites.losses import smoothed, weighted
from suites.losses.smoothed import (  # noqa: F401
    NONFINITE,
    TIERS,
    gradient,
    gradient_condition,
    gradient_unit,
    value,
    value_unit,
)

FUNCTION = "cross_entropy"


def options(case):
    return weighted.options(case) | smoothed.options(case)


def rows(case):
    logits, mixture = smoothed.rows(case)
    return logits, mixture * weighted.options(case)["weight"]
