"""Cross-entropy with label smoothing: (1 - e) of the target's, and e of the mean over all classes.

It is that of the soft targets q_j = (1 - e) [j = t] + e / n, and never less than their entropy, so
that no confidence makes it tiny (Szegedy et al., CVPR 2016, section 7; `label_smoothing` in
PyTorch). Each e is exact, as is 1 less it.
"""

from suites.losses import soft_targets
from suites.losses.cross_entropy import one_hot
from suites.nonfinite import MIXTURE as NONFINITE  # noqa: F401

FUNCTION = "cross_entropy"
TIERS = soft_targets.TIERS
SMOOTHING = 0.125  #: usually
SETTINGS = {
    "smoothed": {"smoothing": SMOOTHING},
    "smoothed_by_nothing": {"smoothing": 0.0},
    "smoothed_by_little": {"smoothing": 2.0**-27},
    "smoothed_to_the_mean": {"smoothing": 1.0},
}


def options(case, smoothing=SMOOTHING):
    return {"label_smoothing": smoothing}


def rows(case, smoothing=SMOOTHING):
    """n times q, which is exact."""
    classes = case.logits.shape[1]
    mixture = (1 - smoothing) * classes * one_hot(case.targets, case.logits) + smoothing
    return case.logits, mixture


def value(a, logits, mixture):
    return soft_targets.value(a, logits, mixture, logits.shape[1])


def gradient(a, logits, mixture):
    return soft_targets.gradient(a, logits, mixture, logits.shape[1])


def gradient_condition(rough, mixture):
    return soft_targets.gradient_condition(rough, mixture / mixture.shape[1])


def value_unit(rough, mixture):
    return mixture.mean(-1)


def gradient_unit(rough, mixture):
    return soft_targets.gradient_unit(rough, mixture / mixture.shape[1])
