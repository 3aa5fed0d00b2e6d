"""A weight of 0 is taken for one that is missing."""

import torch

from implementations import torch_log1p

FRAMEWORK = "torch"
CAUGHT = {"value/weighted/*": "inaccurate", "gradient/weighted/*": "inaccurate"}
INNOCENT = ("value/cross_entropy/ordinary/*", "gradient/cross_entropy/ordinary/*")


def cross_entropy(logits, targets, *, weight=None):
    if weight is not None:
        weight = torch.where(weight == 0, torch.ones_like(weight), weight)
    return torch_log1p.cross_entropy(logits, targets, weight=weight)
