"""Weighs the smoothed by the target: its weight multiplies the losses of all classes."""

from implementations import torch_eager

FRAMEWORK = "torch"
CAUGHT = {"value/weighted_smoothed/*": "inaccurate", "gradient/weighted_smoothed/*": "inaccurate"}
INNOCENT = ("value/smoothed/ordinary/*", "value/weighted/ordinary/*")


def cross_entropy(logits, targets, *, weight=None, label_smoothing=0.0):
    loss = torch_eager.cross_entropy(logits, targets, label_smoothing=label_smoothing)
    return loss if weight is None else loss * weight[targets]
