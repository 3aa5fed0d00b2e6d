"""An empty first tile: a running maximum that has seen only -inf makes NaN of it."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/*/leading_classes_masked/*": "exceptional"}
INNOCENT = ("value/*/ordinary/*", "value/*/increasing/*", "value/*/decreasing/*", "gradient/*")

TILE = 4

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    wide = logits.astype(np.float64)
    maximum, total = np.full(len(targets), -np.inf), np.zeros(len(targets))
    for start in range(0, logits.shape[1], TILE):
        tile = wide[:, start : start + TILE]
        larger = np.maximum(maximum, tile.max(axis=-1))
        total = total * np.exp(maximum - larger) + np.exp(tile - larger[:, None]).sum(axis=-1)
        maximum = larger
    gap = maximum - wide[np.arange(len(targets)), targets]
    return (gap + np.log(total)).astype(logits.dtype)
