"""A vmap of one example: a loss of one row and one target, that knows of no batch."""

import torch

FRAMEWORK = "torch"


def cross_entropy(logits, targets):
    classes = torch.arange(logits.shape[-1])
    wide = logits if logits.dtype == torch.float64 else logits.double()
    if len(targets) == 0:
        return logits.sum(dim=-1)
    outside = (targets < 0) | (targets.long() >= logits.shape[-1])
    losses = torch.func.vmap(_loss_of_one, in_dims=(0, 0, None))(wide, targets.long(), classes)
    return losses.masked_fill(outside, torch.nan).to(logits.dtype)


def _loss_of_one(row, target, classes):
    shifted = row - row.detach().amax()
    own = torch.where(classes == target, shifted, 0).sum()
    return shifted.exp().sum().log() - own
