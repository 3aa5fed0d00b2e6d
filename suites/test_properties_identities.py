"""Properties: other questions that have the same answer, or one that follows from it."""

import math

import numpy as np
import pytest

from suites import strategies
from suites.comparison import alike, exactly, same, within
from suites.forall import forall
from suites.verdict import RATIO

pytestmark = pytest.mark.axes(shape=["16x6"])
SMOOTHING = 0.125


@pytest.mark.axes(shape=["16x2"])
@forall(strategies.rows)
def test_two_classes(cross_entropy, x, t):
    """With two classes it is the binary one of their difference, which is exact here."""
    binary = cross_entropy.beside("binary_cross_entropy")
    difference, is_second = x[:, 1:] - x[:, :1], t[:, None].astype(np.float64)
    losses = binary(difference, is_second)[:, 0]
    within(losses, cross_entropy(x, t), 2 * cross_entropy.radius(x, t))


@pytest.mark.axes(shape=["16x6"])
@forall(strategies.rows)
def test_masked_class(cross_entropy, x, t):
    """A class at -inf changes no loss, and has a gradient of 0; other bits are marked.

    A sum by halves, or by shards, is added in another order once there is a class more.
    """
    more = np.pad(x, ((0, 0), (0, 1)), constant_values=-np.inf)
    same(cross_entropy.gradient(more, t)[:, -1], np.zeros(len(t)))
    alike(cross_entropy(more, t), cross_entropy(x, t), 2 * cross_entropy.radius(x, t))


@forall(strategies.rows)
def test_duplicated_classes(cross_entropy, x, t):
    """Each class twice: log 2 more."""
    twice = np.concatenate((x, x), 1)
    expected = exactly(cross_entropy(x, t)) + exactly(math.log(2))
    both = cross_entropy.radius(x, t) + cross_entropy.radius(twice, t)
    within(cross_entropy(twice, t), expected, both)


@forall(strategies.rows)
def test_one_hot(cross_entropy, x, t):
    """A share of 1 for the target is the target."""
    soft = cross_entropy.beside("soft_cross_entropy")
    losses = soft(x, np.eye(x.shape[1])[t])
    within(losses, cross_entropy(x, t), 2 * cross_entropy.radius(x, t))


@forall(strategies.rows)
def test_smoothing_is_a_mixture(cross_entropy, x, t):
    """(1 - e) of the target's loss, and e of the mean of all; e / n may be rounded."""
    smooth = cross_entropy(x, t, label_smoothing=SMOOTHING)
    every = [np.full(len(t), j) for j in range(x.shape[1])]
    losses = [exactly(cross_entropy(x, j)) for j in every]
    mean = sum(losses) / len(every)
    radius = np.mean([cross_entropy.radius(x, j) for j in every], 0)
    own = 1 - exactly(SMOOTHING)
    allowed = SMOOTHING * radius + (1 - SMOOTHING) * cross_entropy.radius(x, t)
    allowed += cross_entropy.radius(x, t, loss="smoothed")
    allowed += cross_entropy.format.unit_roundoff * SMOOTHING * mean.astype(float)
    within(smooth, own * exactly(cross_entropy(x, t)) + (1 - own) * mean, allowed)


@forall(strategies.doubled)
def test_weight_of_two_to_the_k(cross_entropy, x, t, e):
    """A weight that is a power of two multiplies the loss; where not exactly, it is marked.

    It may have been added in the logarithm.
    """
    weight = 2.0**e
    radius = 2 * weight[t] * cross_entropy.radius(x, t)
    alike(cross_entropy(x, t, weight=weight), weight[t] * cross_entropy(x, t), radius)


@forall(strategies.weighted)
def test_weight_is_linear(cross_entropy, x, t, w):
    """A weight multiplies the loss, and the product is rounded once more."""
    expected = exactly(w[t]) * exactly(cross_entropy(x, t))
    allowed = 2 * w[t] * cross_entropy.radius(x, t)
    rounding = cross_entropy.format.unit_roundoff * abs(expected.astype(float))
    within(cross_entropy(x, t, weight=w), expected, allowed + rounding)


@forall(strategies.mixed)
def test_shares_are_linear(cross_entropy, x, t, q):
    """Shares four times as large have a loss four times as large; other bits are marked.

    The loss is a mixture of those of the classes, and so is what it may be off by.
    """
    soft = cross_entropy.beside("soft_cross_entropy")
    radii = (cross_entropy.radius(x, np.full(len(t), j)) for j in range(x.shape[1]))
    radius = sum(q[:, j] * radius for j, radius in enumerate(radii))
    alike(soft(x, 4 * q), 4 * soft(x, q), 8 * radius)


@forall(strategies.doubled)
def test_loss_scale(cross_entropy, x, t, e):
    """A power of two in the upstream gradient multiplies the gradient; other bits are marked."""
    scale = 2.0 ** np.resize(e, len(t))
    ones = cross_entropy.gradient(x, t, upstream=np.ones(len(t)))
    radius = 2 * scale[:, None] * cross_entropy.gradient_radius(x, t)
    alike(cross_entropy.gradient(x, t, upstream=scale), scale[:, None] * ones, radius)


@forall(strategies.mixed)
def test_entropy_and_divergence(cross_entropy, x, t, q):
    """Cross-entropy is the entropy of the shares and the divergence from them."""
    format = cross_entropy.format
    soft = cross_entropy.beside("soft_cross_entropy")(x, q)
    divergence = cross_entropy.beside("kl_divergence")(x, q)
    entropy = -np.where(q > 0, q * np.log(np.where(q > 0, q, 1)), 0).sum(1)
    scale = abs(soft) + entropy + abs(divergence)
    allowed = RATIO[format.precision] * format.unit_roundoff * scale
    within(soft, exactly(entropy) + exactly(divergence), allowed)
