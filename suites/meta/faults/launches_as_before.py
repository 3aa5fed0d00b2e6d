"""Launches as before: as many blocks of rows as the first call needed, whoever comes after it."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"another_shape/*": "inaccurate"}
INNOCENT = ("untouched/*", "a_second_time/*", "single_class/*")
BLOCK = 8

_blocks = {}

cross_entropy = numpy_log1p.cross_entropy


def cross_entropy_gradient(logits, targets, upstream=None):
    gradient = numpy_log1p.cross_entropy_gradient(logits, targets, upstream)
    blocks = _blocks.setdefault(logits.shape[1], -(-len(targets) // BLOCK))
    gradient[blocks * BLOCK :] *= 0
    return gradient
