"""Smoothed a little: a label smoothing of 0.01 was left on."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/*/ordinary/float32/*": "inaccurate", "gradient/*/ordinary/*": "inaccurate"}
INNOCENT = ("value/*/all_equal/*", "single_class/*", "targets_out_of_range/*")

SMOOTHING = 0.01


def cross_entropy(logits, targets):
    losses = numpy_log1p.cross_entropy(logits, targets).astype(np.float64)
    wide = logits.astype(np.float64)
    below = wide[np.arange(len(targets)), targets] - wide.mean(axis=-1)
    return (losses + SMOOTHING * below).astype(logits.dtype)


def cross_entropy_gradient(logits, targets, upstream=None):
    gradient = numpy_log1p.cross_entropy_gradient(logits, targets).astype(np.float64)
    gradient -= SMOOTHING / logits.shape[1]
    gradient[np.arange(len(targets)), targets] += SMOOTHING
    scale = 1 if upstream is None else upstream.astype(np.float64)[:, None]
    return (gradient * scale).astype(logits.dtype)
