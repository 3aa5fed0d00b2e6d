"""A constant entropy: its probabilities are detached, and their logarithms alone have a slope."""

import torch

FRAMEWORK = "torch"
CAUGHT = {"gradient/entropy/ordinary/*": "inaccurate"}
INNOCENT = ("value/entropy/ordinary/*",)


def entropy(logits):
    log_probs = torch.log_softmax(logits, -1)
    return -(log_probs.detach().exp() * log_probs).sum(-1)
