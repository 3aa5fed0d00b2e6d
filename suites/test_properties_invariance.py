"""Properties: what changes no loss, however the question is put."""

from functools import partial

import numpy as np
import pytest

from implementations import Unsupported
from suites import layouts, oracle, strategies
from suites.comparison import alike, right_or_alike, within
from suites.forall import forall

pytestmark = pytest.mark.axes(shape=["16x6"])
LARGE = pytest.mark.axes(shape=["4099x33"])  # enough for several threads


@forall(strategies.shifted)
def test_exact_shift(cross_entropy, x, t, c):
    """A constant that is added to all logits of a row, exactly, changes nothing."""
    radius = cross_entropy.radius(x, t)
    within(cross_entropy(x + c, t), cross_entropy(x, t), 2 * radius)
    radius = cross_entropy.gradient_radius(x, t)
    within(cross_entropy.gradient(x + c, t), cross_entropy.gradient(x, t), 2 * radius)


@forall(strategies.permuted)
def test_permuted_classes(cross_entropy, x, t, order):
    """Classes in another order have the same losses, up to the order of a sum."""
    moved = x[:, order], np.argsort(order)[t]
    within(cross_entropy(*moved), cross_entropy(x, t), 2 * cross_entropy.radius(x, t))
    slopes = cross_entropy.gradient(x, t)[:, order]
    within(cross_entropy.gradient(*moved), slopes, 2 * cross_entropy.gradient_radius(*moved))


@forall(strategies.rows)
def test_row_alone(cross_entropy, x, t):
    """An example has the same loss and gradient alone as in a batch; in other bits it is marked."""
    radii = cross_entropy.radius(x, t), cross_entropy.gradient_radius(x, t)
    answers = []
    for ask, radius in zip((cross_entropy, cross_entropy.gradient), radii, strict=True):
        together = ask(x, t)
        alone = together.copy()
        for i in range(0, len(x), 3):
            alone[i] = ask(x[i : i + 1], t[i : i + 1])[0]
        within(alone, together, 2 * radius)
        answers.append((alone, together))
    for alone, together in answers:
        alike(alone, together)


@forall(strategies.rows)
def test_vmap(cross_entropy, x, t):
    """A batch that the framework's `vmap` makes of single examples has their losses."""
    within(cross_entropy.vmapped(x, t), cross_entropy(x, t), 2 * cross_entropy.radius(x, t))


@forall(strategies.rows)
def test_compiled_or_not(cross_entropy, x, t):
    """A compiled function gives what its operations give one by one; other bits are marked."""
    alike(cross_entropy(x, t), cross_entropy.uncompiled(x, t), 2 * cross_entropy.radius(x, t))


@forall(strategies.rows)
def test_compiled_around(cross_entropy, x, t):
    """A step that is compiled around it has the losses that it has by itself."""
    within(cross_entropy.compiled(x, t), cross_entropy(x, t), 2 * cross_entropy.radius(x, t))


@forall(strategies.rows)
def test_gradient_of_ones(cross_entropy, x, t):
    """The gradient of the sum is that of upstream gradients of 1."""
    slopes = cross_entropy.gradient(x, t, upstream=np.ones(len(t)))
    within(cross_entropy.gradient(x, t), slopes, 2 * cross_entropy.gradient_radius(x, t))


@pytest.mark.axes
def test_same_in_every_layout(subject, case, judge):
    """However the inputs lie in memory, losses and gradients are right; other bits are marked."""
    _agree(subject, case, judge, lambda ask: [
        ask(case), *(ask(case, layout=layout) for layout in layouts.OTHERS)
    ])  # fmt: skip


@LARGE
def test_same_on_one_thread(subject, case, judge):
    """However many threads compute them, losses and gradients are right; other bits are marked."""
    framework = subject.implementation.framework
    if not hasattr(framework, "computing_with"):
        raise Unsupported(f"{subject.implementation.framework_name} cannot change its threads")

    def with_threads(ask):
        for threads in (1, 2, 3):
            with framework.computing_with(threads):
                yield ask(case)

    _agree(subject, case, judge, with_threads)


@LARGE
def test_same_every_time(subject, case, judge):
    """A large batch is right each time, whichever thread is first; other bits are marked."""
    _agree(subject, case, judge, lambda ask: [ask(case) for _ in range(4)])


def _agree(subject, case, judge, answers):
    """Of losses and of gradients all *answers* keep the promise, or else are the same bits."""
    gradients = partial(oracle.gradients, scaled=False)
    found = []
    for ask, true in ((subject.values, oracle.values), (subject.gradients, gradients)):
        first, *others = answers(ask)
        found += [(other, first, true(subject.loss, case)) for other in others]
    right_or_alike(judge, found)
