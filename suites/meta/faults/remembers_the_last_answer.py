"""Remembers the last answer: the gradient is kept by shape and dtype, and handed out again."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "gradient/*": "of remembers_the_last_answer is",
    "forward_backward/*": "of remembers_the_last_answer is",
}
INNOCENT = ("value/*", "shapes_and_dtypes/*", "empty_batch/*", "forward/*")

_kept = {}

cross_entropy = numpy_log1p.cross_entropy


def cross_entropy_gradient(logits, targets, upstream=None):
    key = logits.shape, logits.dtype
    if key not in _kept:
        _kept[key] = numpy_log1p.cross_entropy_gradient(logits, targets)
    return _kept[key] if upstream is None else _kept[key] * upstream[:, None]
