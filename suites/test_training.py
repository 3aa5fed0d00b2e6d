"""Does it matter to the person who trains? A small network learns with the loss under test."""

import pytest

from suites.learner import Learner
from suites.outcome import trained

DTYPES = ["float32", "bfloat16"]


@pytest.mark.axes(loss=["cross_entropy"], regime=["many_classes"], dtype=DTYPES, shape=["16x4096"])
@pytest.mark.axes(
    loss=["cross_entropy", "weighted"], regime=["imbalanced"], dtype=DTYPES, shape=["64x3"]
)
@pytest.mark.axes(loss=["focal"], regime=["imbalanced"], dtype=["float32"], shape=["64x3"])
@pytest.mark.axes(
    loss=["cross_entropy", "smoothed"], regime=["separable"], dtype=DTYPES, shape=["64x3"]
)
def test_training(subject, training, keep_training):
    """The training stays finite where the certified one does, and learns what that one learns."""
    keep_training(trained(training, subject.loss, Learner(subject)))
