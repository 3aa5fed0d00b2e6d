"""Adds by threads: each takes a share of the classes, so that their number decides the rounding."""

import torch

FRAMEWORK = "torch"
CAUGHT = {"same_on_one_thread/*": "apart"}
INNOCENT = ("value/*/ordinary/float32/64x10/*", "same_every_time/*", "row_alone/*")


def cross_entropy(logits, targets):
    wide = logits if logits.dtype == torch.float64 else logits.float()
    shares = (wide - wide.detach().amax(-1, keepdim=True)).exp().chunk(torch.get_num_threads(), -1)
    logsumexp = sum(share.sum(-1) for share in shares).log() + wide.detach().amax(-1)
    return (logsumexp - wide.gather(-1, targets.long()[:, None])[:, 0]).to(logits.dtype)
