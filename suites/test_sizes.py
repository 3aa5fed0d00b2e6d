"""How many examples and classes there are decides nothing, though kernels are launched by it."""

import numpy as np
import pytest

from suites import layouts, oracle, widths
from suites.calls import exact
from suites.comparison import near
from suites.regimes._drawing import any_class

#: Of the batch beside which others are held; not among the shapes at which the costly are asked.
pytestmark = pytest.mark.axes(shape=["64x3"])
MANY = 70_001  #: examples: more than 65,535, to which the rows of a grid of blocks are limited
UNCOUNTABLE = 2**24 + 2**7 - 1  #: in float32, where no odd number is above 2**24


def test_every_width(cross_entropy, seed):
    """A row has the loss and gradient that it has when far lower classes make it wider."""
    widths.compare(cross_entropy, seed)


@pytest.mark.axes(shape=["64x16"])
def test_many_examples(cross_entropy, shape, seed):
    """Each example of a batch that is repeated many times has the loss that it has in one.

    More than 2**20 logits, so that whoever goes by chunks has a shorter last one.
    """
    _repeated(cross_entropy, shape, seed, MANY)


@pytest.mark.axes(shape=["64x3"], rare=True)
def test_uncountable_examples(cross_entropy, shape, seed):
    """The same of more of them than float32 can number."""
    _repeated(cross_entropy, shape, seed, UNCOUNTABLE)


def _repeated(function, shape, seed, many):
    """Raises `Differs` where one of *many* has not the loss and gradient that it has among few."""
    rng = np.random.default_rng(seed)
    x = function.format.round(rng.normal(size=shape))
    t, times = any_class(rng, x.shape), np.arange(many) % len(x)
    for ask, radius in (
        (function, function.radius(x, t)),
        (function.gradient, function.gradient_radius(x, t)),
    ):
        near(ask(x[times], t[times]), ask(x, t)[times], 2 * radius[times])


@pytest.mark.axes(dtype=["float16"], shape=["64x3"])
def test_offsets(subject, case, judge):
    """Rows that lie beyond 2**31 and 2**32 elements are read where they are."""
    true, layout = exact(subject, case), layouts.far_apart(subject)
    judge(subject.values(case, layout=layout), true["losses"])
    judge(subject.gradients(case, scaled=True, layout=layout), true["gradients"])


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
