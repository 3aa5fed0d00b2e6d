"""Forgets the one: log where log1p was meant, after leaving the maximum out of the sum."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "value/*/ordinary/*": "inaccurate",
    "value/*/confident_far_past_absorption/*": "exceptional",
    "single_class/*": "exceptional",
}
INNOCENT = ("gradient/*", "shapes_and_dtypes/*")

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    wide, rows = logits.astype(np.float64), np.arange(len(targets))
    top = wide.argmax(axis=-1)
    exp = np.exp(wide - wide[rows, top, None])
    exp[rows, top] = 0
    gap = wide[rows, top] - wide[rows, targets]
    return (gap + np.log(exp.sum(axis=-1))).astype(logits.dtype)
