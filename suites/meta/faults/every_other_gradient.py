"""Every other gradient: it changes little from one step to the next, so that one serves both."""

from itertools import count

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"forward_backward/*": "gradient of every_other_gradient is"}
INNOCENT = ("value/*", "forward/*", "importable/*")

_steps = count()
_last = None

cross_entropy = numpy_log1p.cross_entropy


def cross_entropy_gradient(logits, targets, upstream=None):
    global _last
    if next(_steps) % 2 == 0 or _last.shape != logits.shape or _last.dtype != logits.dtype:
        _last = numpy_log1p.cross_entropy_gradient(logits, targets, upstream)
    return _last
