"""Never rescales: an online sum whose early terms keep the maximum of their time."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/*/increasing/*": "inaccurate", "value/*/ordinary/*": "inaccurate"}
INNOCENT = ("value/*/decreasing/*", "value/*/all_equal/*", "gradient/*")

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    wide = logits.astype(np.float64)
    maximum = np.maximum.accumulate(wide, axis=-1)
    total = np.exp(wide - maximum).sum(axis=-1)
    gap = maximum[:, -1] - wide[np.arange(len(targets)), targets]
    return (gap + np.log(total)).astype(logits.dtype)
