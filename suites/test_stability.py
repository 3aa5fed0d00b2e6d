"""Extreme logits: the loss stays finite where the truth is, and stays right."""

from suites import oracle


def test_value(subject, case, judge):
    """The loss of each example, without gradients."""
    judge(subject.values(case), oracle.values(subject.loss, case))
