"""Picks by a product: with one-hot vectors, which is exact until products are cast to bfloat16."""

import torch

FRAMEWORK = "torch"
CAUGHT = {"autocast/*": "inaccurate"}
INNOCENT = ("value/*/ordinary/float32/*", "gradient/*/all_equal/float32/*")


def cross_entropy(logits, targets):
    log_probs = torch.log_softmax(logits, -1)
    one_hot = torch.nn.functional.one_hot(targets.long(), logits.shape[1]).to(logits.dtype)
    return -torch.bmm(one_hot[:, None], log_probs[:, :, None])[:, 0, 0]
