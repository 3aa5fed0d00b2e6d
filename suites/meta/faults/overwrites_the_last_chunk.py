"""Overwrites the last chunk: that of another length is put where a whole one would have been."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"many_chunks/linear_classifier/*": "inaccurate"}
INNOCENT = (
    "many_chunks/linear/*",
    "value/linear_classifier/ordinary/*",
    "gradient/linear_classifier/ordinary/*",
)
CHUNK = 256

linear_cross_entropy = numpy_log1p.linear_cross_entropy
linear_cross_entropy_gradient = numpy_log1p.linear_cross_entropy_gradient


def linear_cross_entropy_classifier_gradient(hidden, targets, upstream=None, *, classifier):
    upstream = np.ones(len(targets)) if upstream is None else upstream
    for i in range(0, len(targets), CHUNK):
        given = hidden[i : i + CHUNK], targets[i : i + CHUNK], upstream[i : i + CHUNK]
        total = numpy_log1p.linear_cross_entropy_classifier_gradient(*given, classifier=classifier)
    return total
