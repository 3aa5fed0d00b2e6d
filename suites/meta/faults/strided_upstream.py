"""A strided upstream: handles one number for all, and numbers in a row, and nothing between."""

import torch

from implementations import torch_eager

FRAMEWORK = "torch"
CAUGHT = {
    "layouts/*": "exceptional",
}
INNOCENT = (
    "value/*/ordinary/*",
    "gradient/*/ordinary/float32/64x10/*",
    "gradient_of_sum/*/ordinary/float32/*",
)


def cross_entropy(logits, targets):
    return _CrossEntropy.apply(logits, targets.long())


class _CrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, targets):
        ctx.save_for_backward(torch.softmax(logits, dim=-1), targets)
        return torch_eager.cross_entropy(logits, targets)

    @staticmethod
    def backward(ctx, upstream):
        probs, targets = ctx.saved_tensors
        gradient = probs - torch.nn.functional.one_hot(targets, probs.shape[1])
        stride = min(upstream.stride(0), 1)
        scale = upstream.as_strided((len(targets), 1), (stride, 1))
        return (gradient * scale).to(upstream.dtype), None
