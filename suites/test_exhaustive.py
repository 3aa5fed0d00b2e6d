"""Everything there is: all finite logits of a format in 16 bits, so that nothing worse is unknown.

Of the binary loss, each against a label of 0 and against one of 1. What takes hours, all of
float32 and all pairs of bfloat16, is asked by `python -m xentbench.exhaustive`.
"""

import pytest

from suites.every import REGIME, reference, shape

pytestmark = [
    pytest.mark.axes(
        loss=["binary"],
        regime=[REGIME],
        dtype=["bfloat16", "float16"],
        shape=[shape(dtype) for dtype in ("bfloat16", "float16")],
    )
]


def test_value_of_every_logit(subject, case, judge):
    """Losses of which the largest error is an upper bound."""
    judge(subject.values(case), reference(subject.loss, "value", case))


def test_gradient_of_every_logit(subject, case, judge):
    """And gradients."""
    judge(subject.gradients(case), reference(subject.loss, "gradient", case))
