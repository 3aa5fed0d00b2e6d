"""Through the maximum: it is differentiated too, and what should cancel is as wrong as a sum."""

import torch

FRAMEWORK = "torch"
CAUGHT = {"gradient/*/ordinary/float32/2x131072/*": "gradient of through_the_maximum is"}
INNOCENT = ("value/*/ordinary/*", "gradient/*/ordinary/float32/64x10/*", "untouched/*")


def cross_entropy(logits, targets):
    wide = logits.to(torch.promote_types(logits.dtype, torch.float32))
    shifted = wide - wide.amax(dim=-1, keepdim=True)
    target = shifted.gather(-1, targets.long()[:, None])[:, 0]
    return (shifted.exp().sum(dim=-1).log() - target).to(logits.dtype)
