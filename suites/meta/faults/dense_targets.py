"""Dense targets: takes for granted that they lie one beside the other."""

from numpy.lib.stride_tricks import as_strided

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "layouts/*": "a target is outside",
}
INNOCENT = (
    "value/*/ordinary/*",
    "gradient/*/ordinary/*",
    "untouched/*",
)


def cross_entropy(logits, targets):
    return numpy_log1p.cross_entropy(logits, _dense(targets))


def cross_entropy_gradient(logits, targets, upstream=None):
    return numpy_log1p.cross_entropy_gradient(logits, _dense(targets), upstream)


def _dense(targets):
    return as_strided(targets, targets.shape, (targets.itemsize,), writeable=False)
