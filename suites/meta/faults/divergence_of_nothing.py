"""A divergence of nothing: 0 (log 0 - log p) is NaN, where a share of 0 adds nothing."""

import torch

FRAMEWORK = "torch"
CAUGHT = {"value/kl_divergence/ordinary/*": "exceptional"}
INNOCENT = ("gradient/kl_divergence/ordinary/*", "importable/*")


def kl_divergence(logits, probs):
    return (probs * (probs.log() - torch.log_softmax(logits, -1))).sum(-1)
