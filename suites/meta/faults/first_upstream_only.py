"""The first upstream only: one number scales the gradients of all examples."""

import torch

from implementations import torch_eager

FRAMEWORK = "torch"
CAUGHT = {"gradient/*/ordinary/*": "inaccurate", "gradient/*/all_equal/*": "inaccurate"}
INNOCENT = ("value/*/ordinary/*", "gradient_of_sum/*/ordinary/*", "untouched/*")


def cross_entropy(logits, targets):
    return _CrossEntropy.apply(logits, targets.long())


class _CrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, targets):
        ctx.save_for_backward(torch.softmax(logits, dim=-1), targets)
        return torch_eager.cross_entropy(logits, targets)

    @staticmethod
    def backward(ctx, upstream):
        gradient, targets = ctx.saved_tensors
        gradient = gradient - torch.nn.functional.one_hot(targets, gradient.shape[1])
        return (gradient * upstream[:1]).to(upstream.dtype), None
