"""Does it matter to the person who trains? A small network learns with the loss under test."""

import pytest

from suites.learner import Learner
from suites.outcome import trained

DTYPES = ["float32", "bfloat16"]


@pytest.mark.axes(
    loss=["cross_entropy"], regime=["separable", "imbalanced"], dtype=DTYPES, shape=["64x3"]
)
@pytest.mark.axes(loss=["cross_entropy"], regime=["many_classes"], shape=["16x4096"])
@pytest.mark.axes(loss=["focal"], regime=["imbalanced"], shape=["64x3"])
@pytest.mark.axes(loss=["weighted"], regime=["imbalanced"], shape=["64x3"], rare=True)
@pytest.mark.axes(loss=["smoothed"], regime=["separable"], shape=["64x3"], rare=True)
def test_training(subject, training, keep_training):
    """The training stays finite where the certified one does, and learns what that one learns."""
    keep_training(trained(training, subject.loss, Learner(subject)))
