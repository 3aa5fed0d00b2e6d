"""Remembers the losses: those of the first batch of a shape are handed out for ever."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "forward/*": "value of remembers_the_losses is",
    "forward_backward/*": "value of remembers_the_losses is",
}
INNOCENT = ("gradient/*", "empty_batch/*")

_kept = {}

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    key = logits.shape, logits.dtype
    if key not in _kept:
        _kept[key] = numpy_log1p.cross_entropy(logits, targets)
    return _kept[key]
