"""Spends its logits: the gradient is written over them, and no MUTATES_INPUTS says so."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "untouched/*": "the logits were overwritten",
    "forward_backward/*": "of spends_its_logits is",
}
INNOCENT = ("value/*", "gradient/*", "forward/*", "layouts/*")

cross_entropy = numpy_log1p.cross_entropy


def cross_entropy_gradient(logits, targets, upstream=None):
    logits[...] = numpy_log1p.cross_entropy_gradient(logits, targets, upstream)
    return logits
