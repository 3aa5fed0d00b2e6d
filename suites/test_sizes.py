"""How many examples and classes there are decides nothing, though kernels are launched by it."""

import numpy as np
import pytest

from suites import oracle, widths
from suites.comparison import near
from suites.regimes._drawing import any_class

#: Of the batch beside which others are held; not among the shapes at which the costly are asked.
pytestmark = pytest.mark.axes(shape=["64x3"])
MANY = 70_001  #: examples: more than 65,535, to which the rows of a grid of blocks are limited


def test_every_width(cross_entropy, seed):
    """A row has the loss and gradient that it has when far lower classes make it wider."""
    widths.compare(cross_entropy, seed)


def test_many_examples(cross_entropy, shape, seed):
    """Each example of a batch that is repeated many times has the loss that it has in one."""
    rng = np.random.default_rng(seed)
    x = cross_entropy.format.round(rng.normal(size=shape))
    t, times = any_class(rng, x.shape), np.arange(MANY) % len(x)
    for ask, radius in (
        (cross_entropy, cross_entropy.radius(x, t)),
        (cross_entropy.gradient, cross_entropy.gradient_radius(x, t)),
    ):
        near(ask(x[times], t[times]), ask(x, t)[times], 2 * radius[times])


@pytest.mark.axes(loss=["linear", "linear_classifier"], shape=["1031x10"])
def test_many_chunks(subject, case, judge):
    """What is computed chunk by chunk is put together, the last and shorter one too."""
    judge(subject.values(case), oracle.values(subject.loss, case))
    judge(
        subject.gradients(case, scaled=True),
        oracle.gradients(subject.loss, case, scaled=True),
    )


@pytest.mark.axes(loss=["smoothed", "soft_targets"], dtype=["float16"], shape=["2x32769"])
def test_many_shares(subject, case, judge):
    """A sum over all classes neither overflows in a narrow format nor stands still in it."""
    judge(subject.values(case), oracle.values(subject.loss, case))
