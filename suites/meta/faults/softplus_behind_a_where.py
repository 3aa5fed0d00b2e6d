"""Softplus behind a where: past 20 it is the logit, and the branch not taken is NaN backwards."""

import torch

FRAMEWORK = "torch"
CAUGHT = {"gradient/binary/overflowing_exp/*": "exceptional"}
INNOCENT = (
    "value/binary/ordinary/*",
    "value/binary/overflowing_exp/*",
    "gradient/binary/ordinary/*",
)


def binary_cross_entropy(logits, targets):
    softplus = torch.where(logits > 20, logits, torch.log1p(torch.exp(logits)))
    return softplus - targets * logits
