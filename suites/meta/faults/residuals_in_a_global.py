"""Residuals in a global: the backward pass finds those of whoever was asked last."""

import torch

from implementations import torch_eager

FRAMEWORK = "torch"
CAUGHT = {"two_losses/*": "apart"}
INNOCENT = ("value/*/ordinary/*", "gradient/*/ordinary/float32/*", "a_second_time/*")

_saved = {}


class _CrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, targets):
        _saved["probs"], _saved["targets"] = torch.softmax(logits, -1), targets
        return torch_eager.cross_entropy(logits, targets)

    @staticmethod
    def backward(ctx, upstream):
        slopes, targets = _saved["probs"].clone(), _saved["targets"]
        slopes[torch.arange(len(targets)), targets] -= 1
        return slopes * upstream[:, None], None


def cross_entropy(logits, targets):
    return _CrossEntropy.apply(logits, targets.long())
