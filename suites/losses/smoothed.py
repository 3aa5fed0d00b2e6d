"""Cross-entropy with label smoothing: (1 - e) of the target's, and e of the mean over all classes.

It is that of the soft targets q_j = (1 - e) [j = t] + e / n, and never less than their entropy, so
that no confidence makes it tiny (Szegedy et al., CVPR 2016, section 7; `label_smoothing` in
PyTorch).
"""

from suites.losses import soft_targets
from suites.losses.cross_entropy import one_hot
from suites.nonfinite import MIXTURE as NONFINITE  # noqa: F401

FUNCTION = "cross_entropy"
OPTIONS = ("label_smoothing",)
TIERS = soft_targets.TIERS

SMOOTHING = 0.125  #: exact, as is 1 less it


def options(case):
    return {"label_smoothing": SMOOTHING}


def mixture(case):
    """n times q, which is exact."""
    classes = case.logits.shape[1]
    return (1 - SMOOTHING) * classes * one_hot(case.targets, case.logits) + SMOOTHING


def value(a, logits, mixture):
    return soft_targets.value(a, logits, mixture, logits.shape[1])


def gradient(a, logits, mixture):
    return soft_targets.gradient(a, logits, mixture, logits.shape[1])


def gradient_condition(probs, gaps, mixture):
    return soft_targets.gradient_condition(probs, gaps, mixture / probs.shape[1])


def value_unit(mixture):
    return mixture.mean(-1)


def gradient_unit(probs, mixture):
    return soft_targets.gradient_unit(probs, mixture / probs.shape[1])
