"""Another path alone: a single example skips the batched code, for one of half the precision."""

import torch

from implementations import torch_eager

FRAMEWORK = "torch"
CAUGHT = {"row_alone/*": "apart", "vmap/*": "apart"}
INNOCENT = ("value/*/ordinary/float32/64x10/*", "permuted_classes/*", "gradient_bounds/*")


def cross_entropy(logits, targets):
    if len(targets) == 1 and logits.dtype == torch.float32:
        return torch_eager.cross_entropy(logits.half(), targets.long()).float()
    return torch_eager.cross_entropy(logits, targets.long())
