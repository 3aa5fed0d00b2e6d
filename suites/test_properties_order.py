"""Properties: where losses and gradients lie, and in which order."""

import math

import numpy as np
import pytest

from suites import strategies
from suites.comparison import at_most, exactly, within
from suites.forall import forall
from suites.subject import Crashed

pytestmark = pytest.mark.axes(shape=["16x6"])


@forall(strategies.rows)
def test_nonnegative(cross_entropy, x, t):
    """No loss is below 0, by nothing at all."""
    at_most(-cross_entropy(x, t), np.zeros(len(t)))


@forall(strategies.rows)
def test_no_probability(cross_entropy, x, t):
    """What is above 1 is no probability: it is refused or NaN, and no loss below 0."""
    binary = cross_entropy.beside("binary_cross_entropy_from_probs")
    above, ones = 1 + cross_entropy.format.eps * (1 + abs(np.sign(x))), np.eye(x.shape[1])[t]
    try:
        losses = binary(above, ones)
    except Crashed:
        return
    at_most(-np.nan_to_num(losses), np.zeros(x.shape))


@forall(strategies.rows)
def test_between_its_bounds(cross_entropy, x, t):
    """max_j d_j <= L <= max_j d_j + log n, where d_j = x_j - x_t: off by the promise and an ulp."""
    loss, gap = cross_entropy(x, t), x.max(1) - x[np.arange(len(t)), t]
    above = gap + math.log(x.shape[1])
    radius = cross_entropy.radius(x, t)
    at_most(gap, loss, radius + cross_entropy.format.ulp(gap))
    at_most(loss, above, radius + cross_entropy.format.ulp(above))


@forall(strategies.rows)
def test_gradient_bounds(cross_entropy, x, t):
    """The target's entry lies in [-1, 0], every other in [0, 1]; off by the promise.

    -1 may be passed by an ulp, where the two terms of a quotient's derivative are added.
    """
    slopes, own = cross_entropy.gradient(x, t), np.arange(x.shape[1]) == t[:, None]
    radius = cross_entropy.gradient_radius(x, t)
    at_most(slopes, np.where(own, 0, 1), radius)
    at_most(np.where(own, -1, 0), slopes, radius)


@forall(strategies.rows)
def test_gradient_sums_to_zero(cross_entropy, x, t):
    """Probabilities sum to 1, and 1 is taken from them: off by no more than all entries may be."""
    total = exactly(cross_entropy.gradient(x, t)).sum(1)
    within(total, np.zeros(len(t)), cross_entropy.gradient_radius(x, t).sum(1))


@forall(strategies.rows)
def test_gradient_order(cross_entropy, x, t):
    """Beside the target, a larger logit has no smaller gradient than the promise allows.

    Equal ones may lie in two tiles, of which each rescales its exponentials by itself.
    """
    slopes, others = cross_entropy.gradient(x, t), np.arange(x.shape[1]) != t[:, None]
    ascending = np.argsort(np.where(others, x, np.inf), 1)[:, :-1]
    arrays = slopes, cross_entropy.gradient_radius(x, t), x
    ordered, radius, logits = (np.take_along_axis(array, ascending, 1) for array in arrays)
    both = radius[:, :-1] + radius[:, 1:]
    at_most(ordered[:, :-1], ordered[:, 1:], both)
    tied = logits[:, :-1] == logits[:, 1:]
    at_most(np.where(tied, ordered[:, 1:], 0), np.where(tied, ordered[:, :-1], 0), both)


@forall(strategies.neighbours)
def test_monotone(cross_entropy, x, above, j, t):
    """The next larger logit makes the target's loss no larger, any other's no smaller."""
    change = exactly(cross_entropy(above, t)) - exactly(cross_entropy(x, t))
    both = cross_entropy.radius(x, t) + cross_entropy.radius(above, t)
    at_most(np.where(j == t, change, -change), np.zeros(len(t)), both)


@forall(strategies.pairs)
def test_midpoint_convexity(cross_entropy, x, y, t):
    """Half-way between two points the loss is at most half of what it is at both."""
    chord = (exactly(cross_entropy(x, t)) + exactly(cross_entropy(y, t))) / 2
    middle, radius = (x + y) / 2, cross_entropy.radius
    at_most(cross_entropy(middle, t), chord, radius(middle, t) + (radius(x, t) + radius(y, t)) / 2)


@forall(strategies.pairs)
def test_lipschitz(cross_entropy, x, y, t):
    """Two losses differ by at most twice the largest difference of the logits."""
    apart = abs(exactly(cross_entropy(x, t)) - exactly(cross_entropy(y, t)))
    both = cross_entropy.radius(x, t) + cross_entropy.radius(y, t)
    at_most(apart, 2 * abs(x - y).max(1), both)
