"""Softmax cross-entropy of class indices and of shares, in the wider dtype and not yet rounded."""

import torch
from torch.autograd.function import once_differentiable


def widened(tensor):
    return tensor if tensor.dtype == torch.float64 else tensor.float()


def others(wide):
    """The gaps below the largest of each row, where that is, exp of all others, and their sum."""
    maximum, top = wide.max(dim=-1, keepdim=True)
    below = wide - maximum
    exp = below.exp().scatter_(-1, top, 0.0)
    return below, top, exp, exp.sum(dim=-1, keepdim=True)


class CrossEntropy(torch.autograd.Function):
    """Of indices (num_examples, 1), each loss times *scale* of that shape or None."""

    @staticmethod
    def forward(ctx, logits, targets, scale):
        wide = widened(logits).contiguous()  # so that no layout adds in another order
        maximum, top = wide.max(dim=-1, keepdim=True)
        gap = maximum - wide.gather(-1, targets)
        exp = (wide - maximum).exp_().scatter_(-1, top, 0.0)
        rest = exp.sum(dim=-1, keepdim=True)
        ctx.dtype = logits.dtype
        ctx.save_for_backward(gap, exp, rest, top, targets, scale)
        loss = gap + rest.log1p()
        return (loss if scale is None else loss * scale)[:, 0]

    @staticmethod
    @once_differentiable
    def backward(ctx, upstream):
        gap, exp, rest, top, targets, scale = ctx.saved_tensors
        gradient = exp.scatter(-1, top, 1.0).div_(1 + rest)
        at_top = -(gap + rest) / (1 + rest)  # the gap is 0 there, or NaN and passed on
        at_target = torch.where(top == targets, at_top, gradient.gather(-1, targets) - 1)
        gradient.scatter_(-1, targets, at_target).mul_(upstream[:, None])
        return (gradient if scale is None else gradient.mul_(scale)).to(ctx.dtype), None, None


class SoftCrossEntropy(torch.autograd.Function):
    """Of shares (num_examples, num_classes), whatever they add up to."""

    @staticmethod
    def forward(ctx, logits, probs):
        probs, (below, top, exp, rest) = widened(probs), others(widened(logits))
        absent = (probs == 0) & (below == -torch.inf)
        ctx.dtype = logits.dtype
        ctx.save_for_backward(exp, rest, top, probs)
        gaps = -(probs * below.masked_fill_(absent, 0.0)).sum(dim=-1)
        return gaps + probs.sum(dim=-1) * rest[:, 0].log1p()

    @staticmethod
    @once_differentiable
    def backward(ctx, upstream):
        exp, rest, top, probs = ctx.saved_tensors
        total = probs.sum(dim=-1, keepdim=True)
        besides = probs.scatter(-1, top, 0.0).sum(dim=-1, keepdim=True)
        gradient = exp * (total / (1 + rest)) - probs
        gradient.scatter_(-1, top, besides - total * (rest / (1 + rest)))
        return gradient.mul_(upstream[:, None]).to(ctx.dtype), None


class Capped(torch.autograd.Function):
    """softcap tanh(logits / softcap), less the largest of it: a shift that no loss notices."""

    @staticmethod
    def forward(ctx, logits, softcap):
        wide = widened(logits)
        largest = wide.amax(dim=-1, keepdim=True)
        below = (wide - largest).masked_fill_(wide == largest, 0.0) / softcap
        twice = 2 * (wide / softcap)
        ctx.dtype = logits.dtype
        ctx.save_for_backward(twice)
        both = torch.sigmoid(2 * (largest / softcap)) * torch.sigmoid(-twice)
        return 2 * softcap * both * torch.expm1(2 * below)

    @staticmethod
    @once_differentiable
    def backward(ctx, upstream):
        (twice,) = ctx.saved_tensors
        slope = 4 * torch.sigmoid(twice) * torch.sigmoid(-twice)
        return (slope * upstream).to(ctx.dtype), None
