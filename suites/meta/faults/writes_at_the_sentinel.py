"""Writes at the sentinel: row * classes - 100 is an address too, of another row's gradient."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"ignored_rows/*": "apart", "gradient/ignored/*": "inaccurate"}
INNOCENT = ("value/*", "gradient/cross_entropy/ordinary/*", "targets_out_of_range/*")

cross_entropy = numpy_log1p.cross_entropy


def cross_entropy_gradient(logits, targets, upstream=None, *, ignore_index=-100):
    gradient = numpy_log1p.cross_entropy_gradient(
        logits, targets, upstream, ignore_index=ignore_index
    )
    ignored = np.flatnonzero(targets == ignore_index)
    address = ignored * logits.shape[1] + ignore_index
    np.ravel(gradient)[address] = 0
    return gradient
