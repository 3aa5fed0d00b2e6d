"""Reuses its output: every answer of one shape is written to the same buffer."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "a_second_time/*": "are others after another call",
}
INNOCENT = (
    "value/*/ordinary/*",
    "gradient/*/ordinary/*",
    "untouched/*",
)

_buffers = {}


def cross_entropy(logits, targets):
    return _kept("losses", numpy_log1p.cross_entropy(logits, targets))


def cross_entropy_gradient(logits, targets, upstream=None):
    return _kept("gradients", numpy_log1p.cross_entropy_gradient(logits, targets, upstream))


def _kept(name, answer):
    buffer = _buffers.setdefault((name, answer.shape, answer.dtype), np.empty_like(answer))
    buffer[...] = answer
    return buffer
