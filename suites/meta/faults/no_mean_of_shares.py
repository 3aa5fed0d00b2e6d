"""No mean of shares: targets of the logits' shape take another path, which does not reduce."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/soft_mean/*": "inaccurate"}
INNOCENT = ("value/soft_targets/ordinary/*", "gradient/soft_mean/confident_past_absorption/*")

cross_entropy = numpy_log1p.cross_entropy
cross_entropy_gradient = numpy_log1p.cross_entropy_gradient
soft_cross_entropy_gradient = numpy_log1p.soft_cross_entropy_gradient


def soft_cross_entropy(logits, probs, *, reduction="none"):
    losses = numpy_log1p.soft_cross_entropy(logits, probs)
    return losses if reduction == "none" else np.asarray(losses.sum())
