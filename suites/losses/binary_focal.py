"""Focal loss of logits, each an example of two classes: that of the logits 0 and z.

alpha multiplies where the target is 1 and 1 - alpha where it is 0 (Lin et al., ICCV 2017), as in
`sigmoid_focal_loss` of torchvision and Optax.
"""

import numpy as np

from suites.losses import focal
from suites.losses.binary import NONFINITE, labels, pairs  # noqa: F401

ELEMENTWISE = True
TIERS = (2,)
ALPHA = 0.25
SETTINGS = {
    "binary_focal": {"gamma": 2.0},
    "binary_focal_gamma_zero": {"gamma": 0.0},
    "binary_focal_alpha": {"gamma": 2.0, "weighted": True},
}


def options(case, gamma, weighted=False):
    return {"gamma": gamma} | ({"alpha": ALPHA} if weighted else {})


def given(case, **setting):
    return (labels(case),)


def rows(case, **setting):
    return pairs(case.logits), labels(case).astype(int).ravel()


def row_scale(case, weighted=False, **setting):
    return np.where(labels(case) == 1, ALPHA, 1 - ALPHA).ravel() if weighted else 1.0


def value(a, logits, targets, gamma, **setting):
    return focal.value(a, logits, targets, gamma)


def gradient(a, logits, targets, gamma, **setting):
    return focal.gradient(a, logits, targets, gamma)


def gradient_condition(rough, targets, gamma, **setting):
    return focal.gradient_condition(rough, targets, gamma)
