"""Squeezes a batch of one: every axis of length 1 goes, and not that of the classes alone."""

import torch

FRAMEWORK = "torch"
CAUGHT = {"row_alone/*": "the answer has shape"}
INNOCENT = ("value/*/ordinary/*", "gradient/*/ordinary/float32/*", "shapes_and_dtypes/*")


def cross_entropy(logits, targets):
    own = logits.gather(-1, targets.long()[:, None])
    return (torch.logsumexp(logits, -1, keepdim=True) - own).squeeze()
