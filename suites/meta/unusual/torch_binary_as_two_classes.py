"""Binary as two classes: the logits 0 and z, whose losses are mixed as the labels say."""

import torch

from implementations import torch_log1p

FRAMEWORK = "torch"
PROMISE = {"gradient*/binary_soft*/*": "absolute", "*/subnormal_loss/*": "absolute",
           "*": "conditioned"}  # fmt: skip

cross_entropy = torch_log1p.cross_entropy


def binary_cross_entropy(logits, targets, *, pos_weight=None):
    wide = logits if logits.dtype == torch.float64 else logits.float()
    both = torch.stack((torch.zeros_like(wide), wide), dim=-1).reshape(-1, 2)
    shares = targets.to(wide.dtype), 1 - targets.to(wide.dtype)
    weighed = (shares[0] if pos_weight is None else shares[0] * pos_weight), shares[1]
    losses = 0
    for kind, share in enumerate(weighed[::-1]):
        of_kind = torch_log1p.cross_entropy(both, torch.full((len(both),), kind))
        losses = losses + torch.where(share == 0, 0, share * of_kind.reshape(wide.shape))
    return losses.to(logits.dtype)
