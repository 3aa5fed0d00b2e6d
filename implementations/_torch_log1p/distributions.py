"""Of the distribution softmax(logits): its divergence, its entropy and its normaliser."""

import torch
from torch.autograd.function import once_differentiable

from implementations._torch_log1p.classes import SoftCrossEntropy, others, widened


class Divergence(SoftCrossEntropy):
    """KL(probs || softmax): the gradient is that of the cross-entropy."""

    @staticmethod
    def forward(ctx, logits, probs):
        probs, (below, top, exp, rest) = widened(probs), others(widened(logits))
        ctx.dtype = logits.dtype
        ctx.save_for_backward(exp, rest, top, probs)
        p = exp.scatter(-1, top, 1.0) / (1 + rest)
        ratio = (probs - p) / p
        near = p * ((1 + ratio) * ratio.log1p() - ratio).clamp(min=0)
        log_q = torch.where(probs == 0, 1.0, probs).log()
        far = probs * (log_q - below + rest.log1p()) - probs + p
        far = far.masked_fill((probs == 0) & (below == -torch.inf), 0.0)
        close = (ratio.abs() < 0.5) & (p > torch.finfo(p.dtype).tiny) & below.isfinite()
        terms = torch.where(close, near, far)
        return (terms.sum(dim=-1).double() + _beyond_one(probs.double())).to(p.dtype)


class Entropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits):
        below, top, exp, rest = others(widened(logits))
        p = exp.scatter_(-1, top, 1.0).div_(1 + rest)
        gaps = p * -below.masked_fill_(below == -torch.inf, 0.0)
        ctx.dtype = logits.dtype
        ctx.save_for_backward(p, gaps)
        return rest[:, 0].log1p() + gaps.sum(dim=-1)

    @staticmethod
    @once_differentiable
    def backward(ctx, upstream):
        p, gaps = ctx.saved_tensors
        gradient = gaps - p * gaps.sum(dim=-1, keepdim=True)
        return (gradient * upstream[:, None]).to(ctx.dtype)


class ZLoss(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits):
        wide = widened(logits)
        largest = wide.amax(dim=-1, keepdim=True)
        _, top, exp, rest = others(wide)
        logsumexp = torch.where(largest.isinf(), largest, largest + rest.log1p())
        ctx.dtype = logits.dtype
        ctx.save_for_backward(exp, rest, top, logsumexp)
        return logsumexp[:, 0] ** 2

    @staticmethod
    @once_differentiable
    def backward(ctx, upstream):
        exp, rest, top, logsumexp = ctx.saved_tensors
        softmax = exp.scatter(-1, top, 1.0) / (1 + rest)
        return (logsumexp * softmax * upstream[:, None] * 2).to(ctx.dtype)


def _beyond_one(probs):
    heads = (probs * 2.0**30).round() / 2.0**30
    return (heads.sum(dim=-1) - 1) + (probs - heads).sum(dim=-1)
