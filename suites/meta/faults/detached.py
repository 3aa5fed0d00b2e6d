"""Detached: the right loss, and no gradient through the target's logit."""

import torch

FRAMEWORK = "torch"
CAUGHT = {"gradient/*/ordinary/*": "inaccurate", "gradient_of_sum/*/ordinary/*": "inaccurate"}
INNOCENT = ("value/*/ordinary/*", "untouched/*", "shapes_and_dtypes/*")


def cross_entropy(logits, targets):
    target_logits = logits.gather(-1, targets.long()[:, None])[:, 0]
    return torch.logsumexp(logits, dim=-1) - target_logits.detach()
