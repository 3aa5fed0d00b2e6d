"""How far it goes: the point of a ray from which on an answer is no longer what it was.

Nothing fails here because a loss breaks somewhere: where it does is measured. What has to hold is
that there is a number to measure: whoever crashes, or breaks its promise where the ray begins and
nothing is extreme, is wrong.
"""

import pytest

from suites import rays

DTYPES = ["float32", "bfloat16", "float16"]


@pytest.mark.axes(
    loss=["binary", "focal", "smoothed"],
    regime=["confident_gap", "wrong_gap"],
    dtype=["float32"],
    shape=["64x10"],
)
@pytest.mark.axes(
    regime=[name for name in rays.names() if name != "classes"], dtype=DTYPES, shape=["64x10"]
)
def test_breaks(follow):
    """Along a ray of logits: where they lose their digits, the promise, and all sense."""
    follow()


@pytest.mark.axes(regime=["classes"], dtype=DTYPES, shape=["2x131072"])
def test_breaks_in_classes(follow):
    """The same as classes are added, up to a language model's."""
    follow()
