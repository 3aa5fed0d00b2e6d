"""Forgets infinity: replaces every logit that is not finite by 0, masks included."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "value/*/masked_with_infinity/*": "inaccurate",
    "gradient_of_sum/*/masked_with_infinity/*": "inaccurate",
    "value/*/nonfinite_table/*": "exceptional",
}
INNOCENT = ("value/*/ordinary/*", "gradient/*/ordinary/*", "value/*/far_spread/*")


def cross_entropy(logits, targets):
    return numpy_log1p.cross_entropy(_cleaned(logits), targets)


def cross_entropy_gradient(logits, targets, upstream=None):
    return numpy_log1p.cross_entropy_gradient(_cleaned(logits), targets, upstream)


def _cleaned(logits):
    return np.where(np.isfinite(logits), logits, 0).astype(logits.dtype)
