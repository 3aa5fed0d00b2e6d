"""Clamps to one: 1 - 1e-8 is 1 in float32, and 0 times the logarithm of nothing is NaN."""

import torch

FRAMEWORK = "torch"
CAUGHT = {
    "value/binary_from_probs/confident_past_absorption/*": "exceptional",
    "gradient/binary_from_probs/confident_past_absorption/*": "exceptional",
}
INNOCENT = ("value/binary_from_probs/ordinary/*", "gradient/binary_from_probs/ordinary/*")
LEAST = 1e-8


def binary_cross_entropy_from_probs(probs, targets):
    p = probs.clamp(LEAST, 1 - LEAST)
    return -(targets * torch.log(p) + (1 - targets) * torch.log1p(-p))
