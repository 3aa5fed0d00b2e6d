"""`float` is no copy: of float32 it is the caller's own tensor, which is then shifted in place."""

import torch

from implementations import torch_eager

FRAMEWORK = "torch"
CAUGHT = {"untouched/*": "the logits were overwritten"}
INNOCENT = ("value/*/ordinary/*", "gradient/*/ordinary/float32/*", "value/*/bfloat16/*")


class _CrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, targets):
        wide = logits.detach() if logits.dtype == torch.float64 else logits.detach().float()
        wide.sub_(wide.amax(-1, keepdim=True))
        ctx.save_for_backward(wide, targets)
        return torch_eager.cross_entropy(wide, targets).to(logits.dtype)

    @staticmethod
    def backward(ctx, upstream):
        wide, targets = ctx.saved_tensors
        slopes = torch.softmax(wide, -1)
        slopes[torch.arange(len(targets)), targets] -= 1
        return (slopes * upstream[:, None]).to(upstream.dtype), None


def cross_entropy(logits, targets):
    return _CrossEntropy.apply(logits, targets.long())
