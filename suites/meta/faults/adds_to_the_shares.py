"""Adds to the shares: 1e-6 each, so that the logarithm of none is infinite."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"one_hot/*": "apart", "shares_are_linear/*": "apart"}
INNOCENT = ("value/cross_entropy/ordinary/*", "smoothing_is_a_mixture/*")

cross_entropy = numpy_log1p.cross_entropy
cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def soft_cross_entropy(logits, probs):
    return numpy_log1p.soft_cross_entropy(logits, probs + probs.dtype.type(1e-6))
