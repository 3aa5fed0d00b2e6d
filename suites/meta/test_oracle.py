"""The oracle against an evaluator that shares no code with it, on ten thousand rows."""

import numpy as np
import pytest

from suites import case, memory, oracle
from suites.formats import FORMATS
from suites.losses import Loss
from suites.meta import _evaluator
from suites.meta._rows import drawn

CROSS_ENTROPY = Loss("cross_entropy")
NUM_ROWS = {2: 420, 3: 420, 4: 420, 5: 420, 7: 420, 12: 420, 1000: 18}  #: by number of classes

each_format = pytest.mark.parametrize("dtype", FORMATS)


@pytest.fixture(autouse=True)
def forgetful(monkeypatch):
    """Without the disk cache: an oracle that only remembers proves nothing."""
    monkeypatch.setattr(memory, "remembered", lambda function: function)


def bracketed(reference):
    down, up = reference.neighbours
    return np.stack([down, reference.nearest, up], -1)


def same(reference, expected):
    """Down, to nearest and up, everywhere; equal as numbers."""
    found = bracketed(reference)
    differing = (found != np.array(expected)).any(-1)
    assert not differing.any(), (np.argwhere(differing)[0], found[differing][0])


@each_format
@pytest.mark.parametrize("num_classes", NUM_ROWS)
def test_values(dtype, num_classes):
    """Each loss is rounded down, to nearest and up as by MPFR."""
    rng = np.random.default_rng([num_classes, FORMATS[dtype].precision])
    logits, targets = drawn(rng, dtype, num_classes, NUM_ROWS[num_classes])
    asked = case.of(logits, targets, dtype, "drawn")
    rows = zip(logits.tolist(), targets.tolist(), strict=True)
    same(oracle.values(CROSS_ENTROPY, asked), [_evaluator.value(*row, dtype) for row in rows])


@each_format
@pytest.mark.parametrize("num_classes", NUM_ROWS)
def test_gradients(dtype, num_classes):
    """Each entry, times an upstream gradient, is rounded down, to nearest and up as by MPFR."""
    rng = np.random.default_rng([num_classes, FORMATS[dtype].precision, 1])
    logits, targets = drawn(rng, dtype, num_classes, NUM_ROWS[num_classes] // 2)
    asked = case.of(logits, targets, dtype, "drawn")
    rows = zip(logits.tolist(), targets.tolist(), asked.upstream.tolist(), strict=True)
    expected = [_evaluator.gradient(*row, dtype) for row in rows]
    same(oracle.gradients(CROSS_ENTROPY, asked, scaled=True), expected)
