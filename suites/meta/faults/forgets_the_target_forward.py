"""Forgets the target in forward mode: the derivative is that of the log-sum-exp alone."""

import torch

FRAMEWORK = "torch"
CAUGHT = {"forward_mode/*": "apart"}
INNOCENT = ("gradient_bounds/*", "gradient_sums_to_zero/*", "value/*/ordinary/*", "row_alone/*")


class _CrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(logits, targets):
        log_probs = logits.double().log_softmax(-1)
        return -log_probs.gather(-1, targets[:, None])[:, 0].to(logits.dtype)

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(*inputs)
        ctx.save_for_forward(*inputs)

    @staticmethod
    def backward(ctx, upstream):
        logits, targets = ctx.saved_tensors
        own = torch.nn.functional.one_hot(targets, logits.shape[1])
        gradient = (logits.double().softmax(-1) - own) * upstream[:, None]
        return gradient.to(logits.dtype), None

    @staticmethod
    def jvp(ctx, direction, _):
        logits, _ = ctx.saved_tensors
        return (logits.softmax(-1) * direction).sum(-1)


def cross_entropy(logits, targets):
    return _CrossEntropy.apply(logits, targets.long())
