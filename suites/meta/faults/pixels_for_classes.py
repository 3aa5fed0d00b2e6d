"""Takes pixels for classes: an image is flattened before its classes are moved to the end."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/spatial/*": "inaccurate", "gradient/spatial/*": "inaccurate"}
INNOCENT = ("value/cross_entropy/*", "gradient/cross_entropy/*")

cross_entropy = numpy_log1p.cross_entropy
cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def spatial_cross_entropy(logits, targets):
    rows = logits.reshape(-1, logits.shape[1])
    return cross_entropy(rows, targets.ravel()).reshape(targets.shape)


def spatial_cross_entropy_gradient(logits, targets, upstream=None):
    rows = logits.reshape(-1, logits.shape[1])
    upstream = upstream if upstream is None else upstream.ravel()
    return cross_entropy_gradient(rows, targets.ravel(), upstream).reshape(logits.shape)
