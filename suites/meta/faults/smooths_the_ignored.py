"""Smooths the ignored: their share of the target is left out, and that of all classes is not."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/weighted_smoothed_ignored_mean/*": "inaccurate"}
INNOCENT = (
    "value/ignored_mean/confident_past_absorption/*",
    "value/weighted_smoothed/ordinary/*",
    "gradient/weighted_smoothed_ignored_mean/*",
)

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(
    logits, targets, *, weight=None, label_smoothing=0.0, ignore_index=-100, reduction="none"
):
    options = {"weight": weight, "ignore_index": ignore_index, "reduction": reduction}
    own = numpy_log1p.cross_entropy(logits, targets, **options)
    if label_smoothing == 0:
        return own
    kept = targets != ignore_index
    every = np.broadcast_to(np.ones(1) if weight is None else weight, logits.shape).astype(float)
    mean = numpy_log1p.soft_cross_entropy(logits.astype(float), every / logits.shape[1])
    mean = mean if reduction == "none" else mean.sum()
    if reduction == "mean":
        mean = mean / (kept.sum() if weight is None else weight[targets[kept]].sum())
    return ((1 - label_smoothing) * own + label_smoothing * mean).astype(logits.dtype)
