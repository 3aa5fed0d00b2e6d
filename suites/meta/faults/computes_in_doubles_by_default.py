"""Computes in doubles by default: the default of the process, from then on."""

import torch

from implementations import torch_eager

FRAMEWORK = "torch"
CAUGHT = {"settings/*": "the default dtype"}
INNOCENT = ("value/*/ordinary/*", "gradient/*/ordinary/float32/*", "untouched/*")


def cross_entropy(logits, targets):
    torch.set_default_dtype(torch.float64)
    one = torch.ones(())
    losses = torch_eager.cross_entropy(logits.to(one.dtype), targets.long())
    return (losses * one).to(logits.dtype)
