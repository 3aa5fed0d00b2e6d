"""Adds up in bfloat16: the classifier's gradient, chunk by chunk, in the dtype it is stored in."""

import torch

from implementations import torch_eager

FRAMEWORK = "torch"
CAUGHT = {"gradient/linear_classifier/*": "inaccurate"}
INNOCENT = ("value/linear_classifier/ordinary/*", "gradient/linear/ordinary/*")
CHUNK = 16


class _Logits(torch.autograd.Function):
    @staticmethod
    def forward(ctx, hidden, classifier):
        ctx.save_for_backward(hidden, classifier)
        return hidden @ classifier.T

    @staticmethod
    def backward(ctx, slopes):
        hidden, classifier = ctx.saved_tensors
        total = torch.zeros_like(classifier, dtype=torch.bfloat16)
        for part, rows in zip(slopes.split(CHUNK), hidden.split(CHUNK), strict=True):
            total += (part.T @ rows).bfloat16()
        return slopes @ classifier, total.to(classifier.dtype)


def linear_cross_entropy(hidden, targets, *, classifier):
    return torch_eager.cross_entropy(_Logits.apply(hidden, classifier), targets.long())
