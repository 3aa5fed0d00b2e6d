"""A dense upstream: reads one number an example, where `sum` sends a single one at stride 0."""

import torch

from implementations import torch_eager

FRAMEWORK = "torch"
CAUGHT = {"gradient_of_sum/*": "RuntimeError: setStorage"}
INNOCENT = ("value/*/ordinary/*", "gradient/*/ordinary/*", "untouched/*")


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
        scale = upstream.as_strided((len(targets), 1), (1, 1))  # as a kernel would index it
        return (gradient * scale).to(upstream.dtype), None
