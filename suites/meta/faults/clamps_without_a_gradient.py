"""Clamps without a gradient: the worst mistakes are clipped, and nothing is learned from them."""

import torch

FRAMEWORK = "torch"
CAUGHT = {"gradient/focal/confidently_wrong/*": "inaccurate"}
INNOCENT = ("value/focal/ordinary/*", "gradient/focal/ordinary/*")


def focal(logits, targets, *, gamma):
    p = torch.softmax(logits, -1).gather(-1, targets.long()[:, None])[:, 0]
    p = p.clamp(1e-7, 1 - 1e-7)
    return -((1 - p) ** gamma) * torch.log(p)
