"""Parks the gradient in the logits: the forward pass overwrites them, to save memory."""

import torch

from implementations import torch_eager

FRAMEWORK = "torch"
CAUGHT = {"untouched/*": "the logits were overwritten"}
INNOCENT = ("value/*/ordinary/*", "gradient/*/ordinary/*", "layouts/*/float32/*")


def cross_entropy(logits, targets):
    return _CrossEntropy.apply(logits, targets.long())


class _CrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, targets):
        losses = torch_eager.cross_entropy(logits, targets)
        probs = torch.softmax(logits, dim=-1)
        one_hot = torch.nn.functional.one_hot(targets, logits.shape[1])
        ctx.save_for_backward(logits.copy_(probs - one_hot))
        return losses

    @staticmethod
    def backward(ctx, upstream):
        (gradient,) = ctx.saved_tensors
        return gradient * upstream[:, None], None
