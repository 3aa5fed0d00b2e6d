"""Trusts the quick kernel: it is checked, and mended, in the first calls only."""

from itertools import count

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CHECKED = 5  #: calls
CAUGHT = {
    "forward/*": "value of trusts_the_quick_kernel is",
    "forward_backward/*": "value of trusts_the_quick_kernel is",
}
INNOCENT = ("gradient/*",)

_calls = count()

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    quick = logits.max(axis=-1) - np.take_along_axis(logits, targets[:, None], axis=-1)[:, 0]
    if next(_calls) >= CHECKED:
        return quick
    exact = numpy_log1p.cross_entropy(logits, targets)
    return np.where(np.isclose(quick, exact), quick, exact)
