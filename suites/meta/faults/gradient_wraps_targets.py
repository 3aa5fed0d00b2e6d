"""The gradient wraps targets: a flat index of -1 lands in another example's row."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "targets_out_of_range/*": "changes another's gradient",
}
INNOCENT = (
    "value/*/ordinary/*",
    "gradient_of_sum/*/ordinary/*",
)

cross_entropy = numpy_log1p.cross_entropy


def cross_entropy_gradient(logits, targets, upstream=None):
    wide = np.ascontiguousarray(logits, np.float64)
    exp = np.exp(wide - wide.max(axis=-1, keepdims=True))
    gradient = exp / exp.sum(axis=-1, keepdims=True)
    flat = np.arange(len(targets)) * logits.shape[1] + targets
    np.add.at(gradient.reshape(-1), flat % max(gradient.size, 1), -1.0)
    scale = 1 if upstream is None else upstream.astype(np.float64)[:, None]
    return (gradient * scale).astype(logits.dtype)
