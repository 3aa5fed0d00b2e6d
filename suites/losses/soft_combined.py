"""Soft targets with weights and reductions: each share times the weight of its class.

As in PyTorch, the mean divides by the number of examples, whatever the weights.
"""

from suites.losses import soft_targets, weighted
from suites.losses.soft_targets import (  # noqa: F401
    FUNCTION,
    NONFINITE,
    TIERS,
    given,
    gradient,
    gradient_condition,
    gradient_unit,
    value,
    value_unit,
)

SETTINGS = {
    "soft_weighted": {"weight": True, "reduction": "none"},
    "soft_sum": {"weight": False, "reduction": "sum"},
    "soft_mean": {"weight": False, "reduction": "mean"},
    "soft_weighted_sum": {"weight": True, "reduction": "sum"},
    "soft_weighted_mean": {"weight": True, "reduction": "mean"},
}


def options(case, weight, reduction):
    found = weighted.options(case) if weight else {}
    return found | ({"reduction": reduction} if reduction != "none" else {})


def rows(case, weight, reduction):
    logits, mixture = soft_targets.rows(case)
    return logits, mixture * weighted.options(case)["weight"] if weight else mixture


def whole(case, reduction):
    return float(len(case.targets)) if reduction == "mean" else 1.0
