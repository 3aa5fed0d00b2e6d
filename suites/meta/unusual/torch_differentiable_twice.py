"""Differentiable twice: a backward pass written with operations that have one, for torch.func."""

import torch

FRAMEWORK = "torch"


def cross_entropy(logits, targets):
    return _CrossEntropy.apply(logits, targets.long()[:, None])


class _CrossEntropy(torch.autograd.Function):
    generate_vmap_rule = True

    @staticmethod
    def forward(logits, targets):
        wide = logits if logits.dtype == torch.float64 else logits.float()
        return -wide.log_softmax(dim=-1).gather(-1, targets)[:, 0].to(logits.dtype)

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(*inputs)
        ctx.save_for_forward(*inputs)

    @staticmethod
    def backward(ctx, upstream):
        return _slopes(*ctx.saved_tensors, upstream[:, None]).to(upstream.dtype), None

    @staticmethod
    def jvp(ctx, tangent, _):
        logits, targets = ctx.saved_tensors
        return _slopes(logits, targets, tangent).sum(dim=-1).to(tangent.dtype)


def _slopes(logits, targets, scale):
    wide = logits if logits.dtype == torch.float64 else logits.float()
    classes = torch.arange(logits.shape[-1])
    return (wide.softmax(dim=-1) - (classes == targets).to(wide.dtype)) * scale
