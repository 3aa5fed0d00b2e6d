"""Two products for one logit: the target's is added up otherwise than those it is compared with."""

import torch

FRAMEWORK = "torch"
CAUGHT = {"value/linear/confident_past_absorption/*": "exceptional"}
INNOCENT = ("gradient/linear/ordinary/*", "importable/*")


def linear_cross_entropy(hidden, targets, *, classifier):
    logsumexp = torch.logsumexp(hidden @ classifier.T, -1)
    own = hidden.double() * classifier[targets.long()].double()
    return logsumexp - own.sum(-1).mul(1 + 2.0**-23).to(hidden.dtype)
