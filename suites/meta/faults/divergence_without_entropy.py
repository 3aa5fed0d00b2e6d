"""A divergence without the entropy: the shares' own logarithms are left out, being constant."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"entropy_and_divergence/*": "apart"}
INNOCENT = ("one_hot/*", "shares_are_linear/*", "value/cross_entropy/ordinary/*")

cross_entropy = numpy_log1p.cross_entropy
cross_entropy_gradient = numpy_log1p.cross_entropy_gradient
soft_cross_entropy = numpy_log1p.soft_cross_entropy


def kl_divergence(logits, probs):
    losses = numpy_log1p.soft_cross_entropy(logits.astype(np.float64), probs)
    return losses.astype(logits.dtype)
