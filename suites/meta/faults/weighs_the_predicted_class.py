"""The weight of the class that is predicted, where that of the target is meant."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "value/weighted/*": "inaccurate",
    "gradient/weighted/*": "inaccurate",
    "weight_is_linear/*": "apart",
}
INNOCENT = ("value/cross_entropy/ordinary/*", "gradient/cross_entropy/ordinary/*")


def cross_entropy(logits, targets, *, weight=None):
    loss = numpy_log1p.cross_entropy(logits, targets)
    return loss if weight is None else loss * weight[logits.argmax(-1)]


def cross_entropy_gradient(logits, targets, upstream=None, *, weight=None):
    gradient = numpy_log1p.cross_entropy_gradient(logits, targets, upstream)
    return gradient if weight is None else gradient * weight[logits.argmax(-1), None]
