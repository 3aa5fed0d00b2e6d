"""Mends NaN afterwards: `nan_to_num` hides 0 times infinity, and not its gradient."""

import torch

FRAMEWORK = "torch"
CAUGHT = {"gradient/entropy/masked_with_infinity/*": "exceptional"}
INNOCENT = (
    "value/entropy/ordinary/*",
    "value/entropy/masked_with_infinity/*",
    "gradient/entropy/ordinary/*",
)


def entropy(logits):
    log_probs = torch.log_softmax(logits, -1)
    return -(log_probs.exp() * log_probs).nan_to_num(0.0).sum(-1)
