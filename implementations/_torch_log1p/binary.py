"""Of two classes, and what focuses a loss: elementwise, in the wider dtype and not yet rounded."""

import torch
from torch.autograd.function import once_differentiable


def product(shares, losses):
    """A share of 0 takes nothing of an infinite loss; 0 times NaN is NaN."""
    return shares * losses.masked_fill((shares == 0) & losses.isinf(), 0.0)


class FromProbs(torch.autograd.Function):
    """-y log(p) - (1 - y) log1p(-p), with (p - y) / (p (1 - p)) backwards."""

    @staticmethod
    def forward(ctx, probs, targets):
        ctx.save_for_backward(probs, targets)
        return product(targets, -probs.log()) + product(1 - targets, -(-probs).log1p())

    @staticmethod
    @once_differentiable
    def backward(ctx, upstream):
        probs, targets = ctx.saved_tensors
        slopes = ((probs - targets) / probs) / (1 - probs)
        slopes = torch.where(targets == 0, 1 / (1 - probs), slopes)
        return torch.where(targets == 1, -1 / probs, slopes) * upstream, None


class Focused(torch.autograd.Function):
    """(1 - p)**gamma L of losses L = -log(p)."""

    @staticmethod
    def forward(ctx, losses, gamma):
        ctx.gamma = gamma
        ctx.save_for_backward(losses)
        return (-torch.expm1(-losses)) ** gamma * losses

    @staticmethod
    @once_differentiable
    def backward(ctx, upstream):
        (losses,) = ctx.saved_tensors
        missing, probs = -torch.expm1(-losses), torch.exp(-losses)
        ratio = torch.where(probs == 0, 0.0, losses / missing * probs)
        ratio = torch.where(losses == 0, 1.0, ratio)
        return upstream * missing**ctx.gamma * (1 + ctx.gamma * ratio), None
