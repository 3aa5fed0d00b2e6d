"""Properties: second derivatives, derivatives in a direction, and a second backward pass."""

import numpy as np
import pytest

from suites import strategies
from suites.comparison import alike, exactly, within
from suites.forall import forall
from suites.losses._rough import Rough

pytestmark = pytest.mark.axes(shape=["16x6"])
#: Of u times what the terms add up to; a library measured 3.2 with two backward passes.
CONSTANT = 8


@forall(strategies.directions)
def test_hessian_times_vector(cross_entropy, x, t, v, w):
    """Two backward passes give (diag(p) - p p') v."""
    p = Rough(x).probs
    expected = p * v - p * (p * v).sum(1, keepdims=True)
    within(cross_entropy.hvp(x, v, t), expected, _allowed(cross_entropy, x, v))


@forall(strategies.directions)
def test_hessian_is_symmetric(cross_entropy, x, t, v, w):
    """w' H v = v' H w."""
    hvp = cross_entropy.hvp
    one, other = exactly(w) * exactly(hvp(x, v, t)), exactly(v) * exactly(hvp(x, w, t))
    allowed = abs(w) * _allowed(cross_entropy, x, v) + abs(v) * _allowed(cross_entropy, x, w)
    within(one.sum(1), other.sum(1), allowed.sum(1))


@forall(strategies.rows)
def test_hessian_forgets_a_shift(cross_entropy, x, t):
    """H 1 = 0: a common shift of the logits changes no gradient."""
    ones = np.ones(x.shape)
    within(cross_entropy.hvp(x, ones, t), 0 * x, _allowed(cross_entropy, x, ones))


@forall(strategies.directions)
def test_hessian_is_positive(cross_entropy, x, t, v, w):
    """v' H v >= 0, since the loss is convex."""
    curvature = (exactly(v) * exactly(cross_entropy.hvp(x, v, t))).sum(1)
    allowed = abs(v) * _allowed(cross_entropy, x, v)
    within(np.minimum(curvature, 0), np.zeros(len(t)), allowed.sum(1))


@forall(strategies.directions)
def test_forward_mode(cross_entropy, x, t, v, w):
    """The derivative in a direction is the gradient's product with it."""
    along = exactly(cross_entropy.gradient(x, t)) * exactly(v)
    radius = (abs(v) * cross_entropy.gradient_radius(x, t)).sum(1)
    within(cross_entropy.jvp(x, v, t), along.sum(1), 2 * radius)


@forall(strategies.doubled)
def test_second_backward(cross_entropy, x, t, e):
    """Through a kept graph, another upstream gives what it gives at first; bits are marked."""
    first = 2.0 ** np.resize(e, len(t))
    expected = cross_entropy.gradient(x, t, upstream=1 / first)
    radius = cross_entropy.gradient_radius(x, t) / first[:, None]
    alike(cross_entropy.second_backward(x, first, 1 / first, t), expected, 2 * radius)


@forall(strategies.permuted)
def test_two_losses(cross_entropy, x, t, order):
    """Two losses of the same logits have the sum of their gradients: neither spends the other's."""
    other = np.argsort(order)[t]
    slopes = exactly(cross_entropy.gradient(x, t)) + exactly(cross_entropy.gradient(x, other))
    radius = cross_entropy.gradient_radius
    allowed = 2 * (radius(x, t) + radius(x, other)) + 2 * cross_entropy.format.unit_roundoff
    within(cross_entropy.gradient_of_two(x, t, other), slopes, allowed)


def _allowed(cross_entropy, x, v):
    """c u (p |v| + p (p' |v|) + p |v_m|), entry by entry, above the subnormal numbers.

    Who differentiates the maximum m as well, which is subtracted from all, has its v_m in both
    terms, where it cancels.

    c grows with the largest gap, since p is the exponential of what was rounded at its size
    (Blanchard, Higham & Higham, IMA J. Numer. Anal. 41(4), 2021, section 3).
    """
    p, constant = Rough(x).probs, CONSTANT + np.ptp(x, 1)[:, None]
    shift = np.take_along_axis(abs(v), x.argmax(1)[:, None], 1)
    terms = p * abs(v) + p * (p * abs(v)).sum(1, keepdims=True) + p * shift
    return constant * cross_entropy.format.unit_roundoff * terms + cross_entropy.format.tiny
