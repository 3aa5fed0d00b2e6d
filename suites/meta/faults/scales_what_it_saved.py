"""Scales what it saved: the upstream gradient is multiplied into it, and stays there."""

import torch

from implementations import torch_eager

FRAMEWORK = "torch"
CAUGHT = {"second_backward/*": "apart"}
INNOCENT = ("value/*/ordinary/*", "gradient/*/ordinary/float32/64x10/*", "loss_scale/*")


class _CrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, targets):
        ctx.slopes = torch.softmax(logits, -1)
        ctx.slopes[torch.arange(len(targets)), targets] -= 1
        return torch_eager.cross_entropy(logits, targets)

    @staticmethod
    def backward(ctx, upstream):
        return ctx.slopes.mul_(upstream[:, None]), None


def cross_entropy(logits, targets):
    return _CrossEntropy.apply(logits, targets.long())
