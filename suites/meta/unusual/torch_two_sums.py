"""Two sums: a mean is that of the logarithms and that of the gaps, which are never one loss."""

import torch

FRAMEWORK = "torch"


def cross_entropy(logits, targets, *, weight=None, ignore_index=-100, reduction="none"):
    """Of rows that count; those that do not are 0, and their logits are not looked at."""
    targets = targets.long()
    counts = targets != ignore_index
    wide = logits[counts].double()
    targets = targets[counts][:, None]
    shifted = wide - wide.detach().amax(dim=-1, keepdim=True)
    gap, log = -shifted.gather(-1, targets)[:, 0], shifted.exp().sum(dim=-1).log()
    scale = torch.ones_like(gap) if weight is None else weight.double()[targets[:, 0]]
    if reduction == "none":
        losses = (gap + log) * scale
        return losses.new_zeros(counts.shape).index_put((counts,), losses).to(logits.dtype)
    whole = scale.sum() if reduction == "mean" else 1
    return ((gap * scale).sum() / whole + (log * scale).sum() / whole).to(logits.dtype)


def soft_cross_entropy(logits, probs):
    """The classes without a share are left out of the sum of gaps, wherever they lie."""
    wide, probs = logits.double(), probs.double()
    shifted = wide - wide.detach().amax(dim=-1, keepdim=True)
    gaps = torch.where(probs == 0, 0, -shifted.where(probs != 0, 0) * probs).sum(dim=-1)
    return (gaps + probs.sum(dim=-1) * shifted.exp().sum(dim=-1).log()).to(logits.dtype)
