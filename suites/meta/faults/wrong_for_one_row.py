"""Wrong for one row: so narrow a gap in its arithmetic that no regime draws what falls into it.

Somebody has found it once, and `corpus` beside this file remembers.
"""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "value_worst_known/*": "is inaccurate",
    "gradient_worst_known/*": "is inaccurate",
}
INNOCENT = ("value/*", "gradient/*")

_ROW = np.array([1.25, -3.5, 0.8125])


def cross_entropy(logits, targets):
    losses = numpy_log1p.cross_entropy(logits, targets)
    return np.where(_there(logits), 2 * losses, losses).astype(logits.dtype)


def cross_entropy_gradient(logits, targets, upstream=None):
    gradient = numpy_log1p.cross_entropy_gradient(logits, targets, upstream)
    return np.where(_there(logits)[:, None], 2 * gradient, gradient).astype(logits.dtype)


def _there(logits):
    return (logits == _ROW).all(-1) if logits.shape[-1] == 3 else np.zeros(len(logits), bool)
