"""What happens around a call decides nothing: others before it, beside it, and what is set."""

import pytest

from suites import calls, interruption, layouts, oracle
from suites.case import of
from suites.comparison import same

pytestmark = pytest.mark.axes()
#: Not among those at which the costly are asked, who would compile for it.
APART = pytest.mark.axes(shape=["41x10"])


def test_overwritten(subject, case):
    """Arrays that hold something else than before are other inputs, though they are the same."""
    found = calls.overwritten(subject, case, _turned(case))
    for reused, fresh in found.values():
        same(reused, fresh)


@APART
def test_another_shape(subject, case, judge):
    """A call of a few examples decides nothing for the next one, of more."""
    calls.uncompiled(subject)
    few = of(case.logits[:7], case.targets[:7], case.dtype, case.regime)
    for asked in (few, case, few):
        judge(subject.values(asked), oracle.values(subject.loss, asked))
        judge(
            subject.gradients(asked, scaled=True),
            oracle.gradients(subject.loss, asked, scaled=True),
        )


def test_settings(subject, case):
    """A call leaves errors, random numbers and defaults as it found them."""
    calls.settings_kept(subject, case)


@APART
def test_interrupted(subject, case):
    """Another call in the midst of it, as from another thread, changes nothing."""
    calls.writable(subject)
    for amid, alone in interruption.interrupted(subject, case, _turned(case)).values():
        same(amid, alone)


@APART
def test_autocast(subject, case, judge):
    """Where a framework casts by itself, float32 logits have the losses they have elsewhere."""
    with calls.autocasting(subject):
        judge(subject.values(case), oracle.values(subject.loss, case))


@pytest.mark.axes(loss=["cross_entropy", "ignored", "soft_targets", "binary"])
def test_uninitialised(subject, case, judge):
    """Every entry of an answer is written, whatever the memory held before."""
    calls.writable(subject)
    for ask, reference in (
        (subject.values, oracle.values(subject.loss, case)),
        (subject.gradients, oracle.gradients(subject.loss, case, scaled=False)),
    ):
        calls.litter(case)
        judge(ask(case), reference)


@pytest.mark.axes(loss=["soft_targets", "binary", "linear"])
def test_views(subject, case, judge):
    """Shares, labels and hidden states are read where they lie, amid what nobody may read."""
    calls.writable(subject)
    for layout in layouts.OTHERS:
        judge(subject.values(case, layout=layout), oracle.values(subject.loss, case))
        judge(
            subject.gradients(case, layout=layout),
            oracle.gradients(subject.loss, case, scaled=False),
        )


def _turned(case):
    """The same examples, backwards and half as large."""
    return of(case.logits[::-1] / 2, case.targets[::-1], case.dtype, case.regime)
