"""Properties: what changes no loss, however the question is put."""

import numpy as np
import pytest

from implementations import Unsupported
from suites import layouts, strategies
from suites.comparison import same, within
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
    """An example has the same loss and gradient alone as in a batch, to the last bit."""
    for ask in (cross_entropy, cross_entropy.gradient):
        together = ask(x, t)
        alone = together.copy()
        for i in range(0, len(x), 3):
            alone[i] = ask(x[i : i + 1], t[i : i + 1])[0]
        same(alone, together)


@forall(strategies.rows)
def test_vmap(cross_entropy, x, t):
    """A batch that the framework's `vmap` makes of single examples has their losses."""
    within(cross_entropy.vmapped(x, t), cross_entropy(x, t), 2 * cross_entropy.radius(x, t))


@forall(strategies.rows)
def test_compiled_or_not(cross_entropy, x, t):
    """A compiled function gives what its operations give one by one, to the last bit."""
    same(cross_entropy(x, t), cross_entropy.uncompiled(x, t))


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
def test_same_in_every_layout(subject, case):
    """However the inputs lie in memory, losses and gradients are the same to the last bit."""
    for ask in (subject.values, subject.gradients):
        contiguous = ask(case)
        for layout in layouts.OTHERS:
            same(ask(case, layout=layout), contiguous)


@LARGE
def test_same_on_one_thread(subject, case):
    """Losses and gradients do not depend on how many threads compute them."""
    framework = subject.implementation.framework
    if not hasattr(framework, "computing_with"):
        raise Unsupported(f"{subject.implementation.framework_name} cannot change its threads")
    for ask in (subject.values, subject.gradients):
        answers = []
        for threads in (1, 2, 3):
            with framework.computing_with(threads):
                answers.append(ask(case))
        same(answers[1], answers[0])
        same(answers[2], answers[0])


@LARGE
def test_same_every_time(subject, case):
    """A large batch has the same losses and gradients each time, whichever thread is first."""
    for ask in (subject.values, subject.gradients):
        first = ask(case)
        for _ in range(3):
            same(ask(case), first)
