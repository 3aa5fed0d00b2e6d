"""The same for gradients, and how far implementations agree on them."""

import pytest

from suites import losses, oracle

#: One of each file.
RELATED = [name for name in losses.names()[1:] if not losses.Loss(name).variant]


def test_gradient(subject, case, judge):
    """With an upstream gradient that is not uniform and begins with 0."""
    judge(
        subject.gradients(case, scaled=True),
        oracle.gradients(subject.loss, case, scaled=True),
    )


@pytest.mark.axes(
    regime=["assorted", "ordinary", "masked_with_infinity"], dtype=["float32", "bfloat16"]
)
@pytest.mark.axes(loss=RELATED, regime=["assorted"])
def test_gradient_of_sum(subject, case, judge):
    """With the upstream gradient of `loss.sum()`, whose strides are 0."""
    judge(
        subject.gradients(case),
        oracle.gradients(subject.loss, case, scaled=False),
    )


@pytest.mark.axes(
    regime=["assorted", "ordinary", "masked_with_infinity"], dtype=["float32", "bfloat16"]
)
def test_value_while_differentiating(subject, case, judge):
    """The losses that come with the gradients, which are all that a training run ever sees."""
    judge(subject.values_while_differentiating(case), oracle.values(subject.loss, case))


@pytest.mark.axes(
    regime=["assorted", "ordinary", "masked_with_infinity"], dtype=["float32", "bfloat16"]
)
def test_gradient_with_value(subject, case, judge):
    """The gradients that a function of its own returns with the losses, in one call."""
    judge(
        subject.gradients_with_values(case, scaled=True),
        oracle.gradients(subject.loss, case, scaled=True),
    )


@pytest.mark.axes(regime=["assorted"], dtype=["float32", "bfloat16"])
def test_panel(subject, case, keep_panel):
    """A few of the same gradients, kept whole, so that any two implementations can be compared."""
    keep_panel(subject.gradients(case)[:16])
