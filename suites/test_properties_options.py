"""Properties: what options mean, wherever an implementation has them."""

import numpy as np
import pytest

from suites import strategies
from suites.comparison import alike, exactly, same, within
from suites.forall import forall

pytestmark = pytest.mark.axes(shape=["16x6"])
IGNORED = -100


@forall(strategies.subsets)
def test_ignored_rows(cross_entropy, x, t, kept):
    """Rows that are ignored lose 0 and have no gradient; the others are as if alone.

    In other bits it is marked: where the others lie may decide how they are added.
    """
    targets, ignored = _ignoring(t, kept), np.setdiff1d(np.arange(len(t)), kept)
    radii = cross_entropy.radius, cross_entropy.gradient_radius
    answers = []
    for ask, radius in zip((cross_entropy, cross_entropy.gradient), radii, strict=True):
        found, alone = ask(x, targets, ignore_index=IGNORED), ask(x[kept], t[kept])
        same(found[ignored], 0 * found[ignored])
        within(found[kept], alone, 2 * radius(x[kept], t[kept]))
        answers.append((found[kept], alone))
    for found, alone in answers:
        alike(found, alone)


@forall(strategies.subsets)
def test_any_index_is_ignored(cross_entropy, x, t, kept):
    """Also one that is a class, or that NumPy takes for one; its logits still count."""
    for index in (-1, x.shape[1] - 1):
        targets = np.where(t == index, 0, t)
        expected = np.zeros(len(t))
        expected[kept] = cross_entropy(x[kept], targets[kept])
        same(cross_entropy(x, _ignoring(targets, kept, index), ignore_index=index), expected)


@forall(strategies.subsets)
def test_ignored_in_the_mean(cross_entropy, x, t, kept):
    """The mean is that of the rows that are not ignored."""
    losses, radii = exactly(cross_entropy(x, t))[kept], cross_entropy.radius(x, t)[kept]
    mean = cross_entropy(x, _ignoring(t, kept), ignore_index=IGNORED, reduction="mean")
    _reduced(cross_entropy, mean, losses, radii, len(kept))


@forall(strategies.rows)
def test_mean_of_the_losses(cross_entropy, x, t):
    """`reduction="mean"` is the sum of the losses over their number."""
    losses = exactly(cross_entropy(x, t, reduction="none"))
    mean, radii = cross_entropy(x, t, reduction="mean"), cross_entropy.radius(x, t)
    _reduced(cross_entropy, mean, losses, radii, len(t))


@forall(strategies.rows)
def test_sum_of_the_losses(cross_entropy, x, t):
    """`reduction="sum"` is the sum of the losses."""
    losses = exactly(cross_entropy(x, t, reduction="none"))
    total, radii = cross_entropy(x, t, reduction="sum"), cross_entropy.radius(x, t)
    _reduced(cross_entropy, total, losses, radii, 1)


@forall(strategies.weighted)
def test_mean_over_the_weights(cross_entropy, x, t, w):
    """With weights, the mean is the weighted sum over the sum of the targets' weights."""
    losses = exactly(cross_entropy(x, t, weight=w, reduction="none"))
    mean = cross_entropy(x, t, weight=w, reduction="mean")
    radii = w[t] * cross_entropy.radius(x, t) + cross_entropy.format.ulp(losses.astype(float))
    _reduced(cross_entropy, mean, losses, radii, exactly(w[t]).sum())


@forall(strategies.weighted)
def test_weight_of_nobody(cross_entropy, x, t, w):
    """The weight of a class that no example has matters nowhere: a count of 0 makes it infinite."""
    here = np.isin(np.arange(len(w)), t := np.where(t == 1, 0, t))
    for ask in (cross_entropy, cross_entropy.gradient):
        same(ask(x, t, weight=np.where(here, w, np.inf)), ask(x, t, weight=np.where(here, w, 1.0)))


@forall(strategies.rows)
def test_focal_without_focus(cross_entropy, x, t):
    """A focal loss with gamma = 0 is the cross-entropy; other bits are marked."""
    focal, radius = cross_entropy.beside("focal")(x, t, gamma=0.0), cross_entropy.radius(x, t)
    alike(focal, cross_entropy(x, t), 2 * radius)


@forall(strategies.mixed)
def test_pos_weight_of_one(cross_entropy, x, t, q):
    """A weight of 1 for the positive changes no binary loss; other bits are marked.

    It is a mixture of those of the two classes 0 and x, and so is what it may be off by.
    """
    binary = cross_entropy.beside("binary_cross_entropy")
    both, first = np.stack((0 * x, x), -1).reshape(-1, 2), np.zeros(x.size, int)
    radii = [cross_entropy.radius(both, kind).reshape(x.shape) for kind in (first, first + 1)]
    radius = (1 - q) * radii[0] + q * radii[1]
    alike(binary(x, q, pos_weight=np.ones(x.shape[1])), binary(x, q), 2 * radius)


def _ignoring(targets, kept, index=IGNORED):
    return np.where(np.isin(np.arange(len(targets)), kept), targets, index)


def _reduced(cross_entropy, found, losses, radii, whole) -> None:
    """Losses, a sum of N and a quotient, rounded each: gamma of N + 2 (Higham, ASNA, section 3.1).

    The sum may be of other losses than are returned alone, each within its radius of what is true.
    """
    count, u = len(losses) + 2, cross_entropy.format.unit_roundoff
    gamma = count * u / (1 - count * u)
    apart = 2 * float(np.sum(radii)) / float(whole)
    within(found, losses.sum() / whole, gamma * float(abs(losses).sum() / whole) + apart)
