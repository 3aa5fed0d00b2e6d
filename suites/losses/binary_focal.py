"""Focal loss of logits, each an example of two classes: that of the logits 0 and z.

alpha multiplies where the target is 1 and 1 - alpha where it is 0 (Lin et al., ICCV 2017), as in
`sigmoid_focal_loss` of torchvision and Optax.
"""

import numpy as np

from suites.losses.binary import NONFINITE, labels, pairs  # noqa: F401
from suites.losses.focal import TIERS, gradient, gradient_condition, value  # noqa: F401

ELEMENTWISE = True
ALPHA = 0.25
SETTINGS = {
    "binary_focal": {"gamma": 2.0},
    "binary_focal_gamma_zero": {"gamma": 0.0},
    "binary_focal_alpha": {"gamma": 2.0, "weighted": True},
}


def options(case, gamma, weighted=False):
    return {"gamma": gamma} | ({"alpha": ALPHA} if weighted else {})


def given(case):
    return (labels(case),)


def rows(case):
    return pairs(case.logits), labels(case).astype(int).ravel()


def row_scale(case, weighted=False):
    return np.where(labels(case) == 1, ALPHA, 1 - ALPHA).ravel() if weighted else 1.0
