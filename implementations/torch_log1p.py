"""PyTorch, `(max - target) + log1p(the other terms)` with a backward pass that does not cancel.

The formula is that of numpy_log1p, in float32 for every dtype but float64.
"""

import torch
from torch.autograd.function import once_differentiable

from implementations import _options

FRAMEWORK = "torch"
KNOWN_FAILURES = _options.WEIGHED_TOO_LATE
PROMISE = {
    "gradient*/weighted/*": "absolute",  # a subnormal probability times a weight is normal
    "*/subnormal_loss/*": "absolute",  # the terms are subnormal before they are added
    "*": "conditioned",
}


def cross_entropy(logits, targets, *, weight=None):
    """One loss per example of (num_examples, num_classes); `gather` refuses a target outside."""
    targets = targets.long()
    scale = None if weight is None else weight.gather(0, targets)[:, None]
    return _CrossEntropy.apply(logits, targets[:, None], scale)


class _CrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, targets, scale):
        wide = logits if logits.dtype == torch.float64 else logits.float()
        maximum, top = wide.max(dim=-1, keepdim=True)
        gap = maximum - wide.gather(-1, targets)
        exp = (wide - maximum).exp().scatter(-1, top, 0.0)
        rest = exp.sum(dim=-1, keepdim=True)
        ctx.dtype = logits.dtype
        ctx.save_for_backward(gap, exp, rest, top, targets, scale)
        loss = gap + rest.log1p()
        return (loss if scale is None else loss * scale)[:, 0].to(logits.dtype)

    @staticmethod
    @once_differentiable
    def backward(ctx, upstream):
        gap, exp, rest, top, targets, scale = ctx.saved_tensors
        gradient = exp.scatter(-1, top, 1.0) / (1 + rest)
        at_top = -(gap + rest) / (1 + rest)  # the gap is 0 there, or NaN and passed on
        at_target = torch.where(top == targets, at_top, gradient.gather(-1, targets) - 1)
        gradient.scatter_(-1, targets, at_target)
        gradient = gradient * upstream[:, None]
        return (gradient if scale is None else gradient * scale).to(ctx.dtype), None, None
