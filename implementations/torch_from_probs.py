"""PyTorch by way of probabilities: softmax or sigmoid first, and the loss of what that rounded."""

import torch
import torch.nn.functional as F

FRAMEWORK = "torch"
HOMEPAGE = "https://pytorch.org"


def cross_entropy(logits, targets, *, weight=None, ignore_index=-100, reduction="none"):
    log_probs = torch.softmax(logits, dim=-1).log()
    return F.nll_loss(log_probs, targets, weight, ignore_index=ignore_index, reduction=reduction)


def binary_cross_entropy(logits, targets):
    """PyTorch clamps the logarithms at -100, and so a loss at 100."""
    return F.binary_cross_entropy(torch.sigmoid(logits), targets, reduction="none")


def binary_cross_entropy_from_probs(probs, targets):
    return F.binary_cross_entropy(probs, targets, reduction="none")
