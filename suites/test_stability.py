"""Extreme logits: the loss stays finite where the truth is, and stays right."""

import pytest

from suites import oracle


def test_value(subject, case, judge):
    """The loss of each example, without gradients."""
    judge(subject.values(case), oracle.values(subject.loss, case))


@pytest.mark.axes(
    loss=["plain_mean", "plain_sum"],
    regime=["ordinary", "confident"],
    dtype=["float16", "bfloat16"],
    shape=["131072x2"],
)
@pytest.mark.axes(
    loss=["plain_mean"], regime=["ordinary", "all_equal"], dtype=["float32"], shape=["1048576x2"]
)
def test_total_of_many(subject, case, judge):
    """A million losses, or more in 16 bits than 65,504, past which float16 ends, are added up."""
    judge(subject.values(case), oracle.values(subject.loss, case))
