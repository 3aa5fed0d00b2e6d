"""PyTorch, `(max - target) + log1p(the other terms)` with a backward pass that does not cancel.

The formula is that of numpy_log1p, in float32 for every dtype but float64.
"""

import torch
from torch.autograd.function import once_differentiable

FRAMEWORK = "torch"
PROMISE = {
    "*/subnormal_loss/*": "absolute",  # the terms are subnormal before they are added
    "*": "conditioned",
}


def cross_entropy(logits, targets):
    """One loss per example of (num_examples, num_classes); `gather` refuses a target outside."""
    return _CrossEntropy.apply(logits, targets.long()[:, None])


class _CrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, targets):
        wide = logits if logits.dtype == torch.float64 else logits.float()
        maximum, top = wide.max(dim=-1, keepdim=True)
        gap = maximum - wide.gather(-1, targets)
        exp = (wide - maximum).exp().scatter(-1, top, 0.0)
        rest = exp.sum(dim=-1, keepdim=True)
        ctx.dtype = logits.dtype
        ctx.save_for_backward(gap, exp, rest, top, targets)
        return (gap + rest.log1p())[:, 0].to(logits.dtype)

    @staticmethod
    @once_differentiable
    def backward(ctx, upstream):
        gap, exp, rest, top, targets = ctx.saved_tensors
        gradient = exp.scatter(-1, top, 1.0) / (1 + rest)
        at_top = -(gap + rest) / (1 + rest)  # the gap is 0 there, or NaN and passed on
        at_target = torch.where(top == targets, at_top, gradient.gather(-1, targets) - 1)
        gradient.scatter_(-1, targets, at_target)
        return (gradient * upstream[:, None]).to(ctx.dtype), None
