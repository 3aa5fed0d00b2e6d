"""An overflowing index: row * num_classes + target, in the dtype of the targets."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"target_dtypes/*": "target_dtypes of overflowing_index is inaccurate"}
INNOCENT = ("value/*", "gradient/*", "layouts/*", "targets_out_of_range/*")

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    num_examples, num_classes = logits.shape
    if ((targets < 0) | (targets >= num_classes)).any():
        raise IndexError("a target is no class")
    wide = logits.astype(np.float64)
    gaps = wide.max(axis=-1, keepdims=True) - wide
    starts = (np.arange(num_examples) * num_classes).astype(targets.dtype)
    gap = gaps.ravel()[starts + targets]
    return (gap + np.log(np.exp(-gaps).sum(axis=-1))).astype(logits.dtype)
