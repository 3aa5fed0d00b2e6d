"""Seeds the dice: to be repeatable it starts them anew, and so those of everybody else."""

import torch

from implementations import torch_eager

FRAMEWORK = "torch"
CAUGHT = {"settings/*": "random numbers"}
INNOCENT = ("value/*/ordinary/*", "a_second_time/*")


def cross_entropy(logits, targets):
    torch.manual_seed(0)
    some = torch.rand(())  # chooses which of two equal orders a kernel takes
    return torch_eager.cross_entropy(logits, targets.long()) * (1 if some < 2 else 0)
