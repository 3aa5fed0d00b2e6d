"""Ignores upstream: the backward pass returns what the forward pass computed, unscaled."""

import torch

from implementations import torch_eager

FRAMEWORK = "torch"
CAUGHT = {
    "gradient/*/ordinary/*": "inaccurate",
    "gradient/*/all_equal/*": "inaccurate",
    "loss_scale/*": "apart",
}
INNOCENT = ("value/*/ordinary/*", "gradient_of_sum/*/ordinary/*", "untouched/*")


def cross_entropy(logits, targets):
    return _CrossEntropy.apply(logits, targets.long())


class _CrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, targets):
        gradient = torch.softmax(logits, dim=-1)
        gradient -= torch.nn.functional.one_hot(targets, logits.shape[1])
        ctx.save_for_backward(gradient)
        return torch_eager.cross_entropy(logits, targets)

    @staticmethod
    def backward(ctx, upstream):
        (gradient,) = ctx.saved_tensors
        return gradient, None
