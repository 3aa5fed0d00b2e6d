"""Wrong for one number: a table of all bfloat16 with one entry that is not what it should be."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "value_of_every_logit/*": "is inaccurate",
    "gradient_of_every_logit/*": "is inaccurate",
}
INNOCENT = ("value/*", "gradient/*")


def binary_cross_entropy(logits, targets):
    losses = numpy_log1p.binary_cross_entropy(logits, targets)
    return np.where(_there(logits, targets), 2 * losses, losses).astype(logits.dtype)


def binary_cross_entropy_gradient(logits, targets, upstream=None):
    gradient = numpy_log1p.binary_cross_entropy_gradient(logits, targets, upstream)
    return np.where(_there(logits, targets), -gradient, gradient).astype(logits.dtype)


def _there(logits, targets):
    return (logits == 3.546875) & (targets == 0) & (logits.dtype.name == "bfloat16")
