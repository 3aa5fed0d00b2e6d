"""A saved gradient: made in the forward pass, and only scaled in the backward pass."""

import torch
from torch.autograd.function import once_differentiable

FRAMEWORK = "torch"


def cross_entropy(logits, targets):
    return _CrossEntropy.apply(logits, targets.long()[:, None])


class _CrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, targets):
        wide = logits if logits.dtype == torch.float64 else logits.float()
        shifted = wide - wide.amax(dim=-1, keepdim=True)
        exp = shifted.exp()
        total = exp.sum(dim=-1, keepdim=True)
        losses = total.log() - shifted.gather(-1, targets)
        minus_one = torch.full_like(losses, -1)
        ctx.save_for_backward(exp.div_(total).scatter_add_(-1, targets, minus_one))
        return losses[:, 0].to(logits.dtype)

    @staticmethod
    @once_differentiable
    def backward(ctx, upstream):
        (gradient,) = ctx.saved_tensors
        return (gradient * upstream[:, None]).to(upstream.dtype), None
