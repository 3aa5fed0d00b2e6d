"""Focal loss: (1 - p_t)**gamma times the cross-entropy, and alpha_t times that.

Easy examples are meant to count less (Lin et al., ICCV 2017). Where p_t is close to 1 all of the
loss is in 1 - p_t, which must not be computed as 1 less a rounded number: it is -expm1(-L), or the
sum over the other classes. With gamma 0 it is the cross-entropy.
"""

import numpy as np

from suites.losses import cross_entropy
from suites.losses._softmax import limit_and_rest, softmax
from suites.losses.cross_entropy import one_hot, picked
from suites.nonfinite import CROSS_ENTROPY as NONFINITE  # noqa: F401

TIERS = (2,)
ALPHAS = (0.25, 1.0, 0.75, 0.125)
SETTINGS = {
    "focal": {"gamma": 2.0},
    "focal_gamma_zero": {"gamma": 0.0},
    "focal_gamma_half": {"gamma": 0.5},
    "focal_gamma_five": {"gamma": 5.0},
    "focal_alpha": {"gamma": 2.0, "weighted": True},
}


def options(case, gamma, weighted=False):
    alphas = {"alpha": np.resize(ALPHAS, case.logits.shape[1])} if weighted else {}
    return {"gamma": gamma} | alphas


def row_scale(case, gamma, weighted=False):
    return options(case, gamma, weighted)["alpha"][case.targets] if weighted else 1.0


def value(a, logits, targets, gamma):
    """With the gap g of the target exact, g + (g (1 - p)**gamma - g + (1 - p)**gamma log1p(S))."""
    soft = softmax(a, logits)
    gap, other = picked(soft.gaps, targets), picked(soft.others, targets)
    shrunk = a.power_of(other, gamma)
    less = gap * a.expm1_of(gamma_of(a, gamma) * a.log1p_of(-picked(soft.probs, targets)))
    return a.ended(gap, np.where(gap, less, gap) + shrunk * soft.rest)


def gradient(a, logits, targets, gamma):
    """d loss / d L times p - one_hot, where the slope is close to 1 if p is to 0."""
    soft, hot = softmax(a, logits), one_hot(targets, logits) == 1
    p, other = picked(soft.probs, targets), picked(soft.others, targets)
    loss, far = picked(soft.gaps, targets) + soft.rest, ~picked(soft.top, targets)
    steep = gamma_of(a, gamma) * p * a.power_of(other, gamma - 1) * loss if gamma else 0 * p
    slope = a.power_of(other, gamma) + steep
    beyond = a.expm1_of(gamma_of(a, gamma) * a.log1p_of(-np.where(far, p, 0))) + steep
    exact, rest = limit_and_rest(soft)
    exact = exact - a.exactly(hot * 1.0)
    slopes = (exact + rest) * slope[:, None]
    apart = rest * (1 + beyond[:, None]) + exact * beyond[:, None]
    far = far[:, None]
    return a.ended(np.where(far, exact, 0 * exact), np.where(far, apart, slopes))


def gamma_of(a, gamma):
    return a.exactly(np.full(1, gamma))[0]


def gradient_condition(rough, targets, gamma):
    """Of F''(L) g_j g_k + F'(L) p_j (delta_jk - p_k)."""
    hot = one_hot(targets, rough.logits)
    p, loss = picked(rough.probs, targets), picked(rough.losses, targets)
    other = ((1 - hot) * rough.probs).sum(1)
    with np.errstate(all="ignore"):
        first = other**gamma + gamma * p * other ** (gamma - 1) * loss
        second = gamma * p * other ** (gamma - 2)
        second = second * np.abs(2 * other - loss * other + (gamma - 1) * p * loss)
    slopes = np.abs(rough.probs - hot)
    reach = (rough.gaps * slopes).sum(1)
    bent = np.nan_to_num(second * reach, posinf=0.0)[:, None] * slopes
    straight = np.nan_to_num(first, posinf=0.0)[:, None]
    return bent + straight * cross_entropy.gradient_condition(rough, targets)
