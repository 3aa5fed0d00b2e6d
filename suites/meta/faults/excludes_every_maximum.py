"""Excludes every maximum: log1p of the terms below it, as if no other class could tie."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "value/*/all_equal/*": "inaccurate",
    "value/*/tied_with_the_target/*": "inaccurate",
    "duplicated_classes/*": "apart",
    "monotone/*": "above",
}
INNOCENT = ("value/*/ordinary/float32/64x10/*", "gradient/*")

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    wide = logits.astype(np.float64)
    maximum = wide.max(axis=-1, keepdims=True)
    others = np.where(wide < maximum, np.exp(wide - maximum), 0).sum(axis=-1)
    gap = maximum[:, 0] - wide[np.arange(len(targets)), targets]
    return (gap + np.log1p(others)).astype(logits.dtype)
