"""Two options and no third: with weights and smoothing, what is ignored is looked up after all."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/weighted_smoothed_ignored_mean/*": "IndexError"}
INNOCENT = (
    "value/ignored_mean/confident_past_absorption/*",
    "value/weighted_smoothed/ordinary/*",
    "gradient/weighted_smoothed_ignored_mean/*",
)

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(
    logits, targets, *, weight=None, label_smoothing=0.0, ignore_index=-100, reduction="none"
):
    if weight is not None and label_smoothing:
        weight[targets]
    return numpy_log1p.cross_entropy(
        logits, targets, weight=weight, label_smoothing=label_smoothing,
        ignore_index=ignore_index, reduction=reduction,
    )  # fmt: skip
