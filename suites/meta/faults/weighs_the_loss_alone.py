"""Weighs the loss alone: the gradient, written by hand, was there before the weights were."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"gradient/weighted/*": "gradient of weighs_the_loss_alone is inaccurate"}
INNOCENT = ("value/*", "gradient/cross_entropy/ordinary/*")

cross_entropy = numpy_log1p.cross_entropy


def cross_entropy_gradient(logits, targets, upstream=None, *, weight=None):
    return numpy_log1p.cross_entropy_gradient(logits, targets, upstream)
