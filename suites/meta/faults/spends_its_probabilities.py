"""Spends its probabilities: the backward pass turns them into the gradient where they lie."""

import torch

FRAMEWORK = "torch"
CAUGHT = {"second_backward/*": "apart"}
INNOCENT = ("gradient_bounds/*", "gradient_order/*", "value/*/ordinary/*", "row_alone/*")


class _CrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, targets):
        log_probs = logits.log_softmax(-1)
        ctx.probs, ctx.targets = log_probs.exp(), targets[:, None]
        return -log_probs.gather(-1, ctx.targets)[:, 0]

    @staticmethod
    def backward(ctx, upstream):
        ctx.probs.scatter_add_(-1, ctx.targets, -torch.ones_like(ctx.probs[:, :1]))
        return ctx.probs.mul_(upstream[:, None]), None


def cross_entropy(logits, targets):
    return _CrossEntropy.apply(logits, targets.long())
