"""Ignores the cap: takes the option, and computes what it always did."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "value/softcapped/overflowing_exp/*": "inaccurate",
    "gradient/softcapped/ordinary/*": "inaccurate",
}
INNOCENT = ("value/cross_entropy/ordinary/*", "value/softcapped/all_equal/*")

cross_entropy = numpy_log1p.cross_entropy
cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def softcapped_cross_entropy(logits, targets, *, softcap):
    return cross_entropy(logits, targets)


def softcapped_cross_entropy_gradient(logits, targets, upstream=None, *, softcap):
    return cross_entropy_gradient(logits, targets, upstream)
