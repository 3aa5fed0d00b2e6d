"""Focal losses: `alpha (1 - p)**gamma L`, with 1 - p from the loss L = -log(p) itself.

1 - p = -expm1(-L) is as accurate as L is, where p is 1 to the last bit too. The derivative in L is
(1 - p)**gamma (1 + gamma p L / (1 - p)), whose terms are not negative. Here L / (1 - p) tends to 1
as L vanishes, so that no power of less than gamma is taken: (1 - p)**(gamma - 1) would overflow.
Lin et al. (ICCV 2017, equation 5 and appendix B).
"""

import numpy as np

from implementations._numpy_log1p.classes import losses_below, slopes_below
from implementations._numpy_log1p.rows import below_top, inside, rounded, scaled


def focal(logits, targets, *, gamma, alpha=None):
    """One loss per example of (num_examples, num_classes); *alpha* holds one number a class."""
    losses = _checked_losses(logits, targets)
    focused = modulation(losses, gamma) * losses
    return rounded(focused if alpha is None else focused * alpha[targets], logits.dtype)


def focal_gradient(logits, targets, upstream=None, *, gamma, alpha=None):
    """The derivative in L, times that of L in the logits: softmax - one_hot."""
    factor = modulation_slope(_checked_losses(logits, targets), gamma)
    if alpha is not None:
        factor = factor * alpha[targets]
    slopes = slopes_below(*below_top(logits), targets) * factor[:, None]
    return scaled(slopes, upstream, logits.dtype)


def binary_focal(logits, targets, *, gamma, alpha=None):
    """Elementwise of (num_examples, num_labels); *alpha* for a target of 1, the rest for 0."""
    losses, _ = _binary(logits, targets)
    focused = modulation(losses, gamma) * losses
    return rounded(focused * _alphas(targets, alpha), logits.dtype)


def binary_focal_gradient(logits, targets, upstream=None, *, gamma, alpha=None):
    losses, missing = _binary(logits, targets)
    slopes = modulation_slope(losses, gamma) * np.where(targets == 1, -missing, missing)
    return scaled(slopes * _alphas(targets, alpha), upstream, logits.dtype)


def modulation(losses, gamma):
    """(1 - p)**gamma; with a gamma of 0 that is 1, and the loss that of cross-entropy."""
    return (-np.expm1(-losses)) ** gamma


def modulation_slope(losses, gamma):
    missing, probs = -np.expm1(-losses), np.exp(-losses)
    # p L / (1 - p): 1 where the loss vanishes, and 0 where p does.
    ratio = np.where(losses == 0, 1.0, np.where(probs == 0, 0.0, losses / missing * probs))
    return missing**gamma * (1 + gamma * ratio)


def _checked_losses(logits, targets):
    return losses_below(*below_top(logits), inside(targets, logits.shape[1]))


def _binary(logits, targets):
    """softplus(-s) and sigmoid(-s) of the logits with the sign of their targets."""
    wide = logits.astype(np.float64)
    signed = np.where(targets == 1, wide, -wide)
    exp = np.exp(-np.abs(signed))
    losses = np.maximum(-signed, 0) + np.log1p(exp)
    return losses, np.where(signed > 0, exp, 1.0) / (1 + exp)


def _alphas(targets, alpha):
    return 1.0 if alpha is None else np.where(targets == 1, alpha, 1 - alpha)
