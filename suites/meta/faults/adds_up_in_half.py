"""Adds up in half: the losses of all classes, before each is multiplied by its small share."""

import torch

from implementations import torch_eager

FRAMEWORK = "torch"
CAUGHT = {"many_shares/smoothed/*/float16/*": "exceptional"}
INNOCENT = (
    "value/smoothed/ordinary/*",
    "value/cross_entropy/ordinary/*",
)


def cross_entropy(logits, targets, *, label_smoothing=0.0):
    losses = torch_eager.cross_entropy(logits, targets.long())
    if label_smoothing == 0:
        return losses
    every = -torch.log_softmax(logits, -1).sum(-1)
    return (1 - label_smoothing) * losses + label_smoothing / logits.shape[1] * every
