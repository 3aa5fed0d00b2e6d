"""Detaches the factor of the focal loss: (1 - p)**gamma depends on the logits as well."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"gradient/focal/ordinary/*": "inaccurate"}
INNOCENT = ("value/focal/*", "gradient/focal_gamma_zero/*")

focal = numpy_log1p.focal


def focal_gradient(logits, targets, upstream=None, *, gamma):
    losses = numpy_log1p.cross_entropy(logits.astype(np.float64), targets)
    factor = -np.expm1(-losses) if gamma else np.ones_like(losses)
    upstream = (1.0 if upstream is None else upstream) * factor**gamma
    gradient = numpy_log1p.cross_entropy_gradient(logits.astype(np.float64), targets, upstream)
    return gradient.astype(logits.dtype)
