"""Ignores the loss alone: `where` drops that of a padded row, and NaN goes back all the same."""

import torch

FRAMEWORK = "torch"
CAUGHT = {"gradient/all_ignored/nonfinite_table/*": "exceptional"}
INNOCENT = (
    "value/ignored/confident_past_absorption/*",
    "value/all_ignored/*",
    "gradient/ignored/confident_past_absorption/*",
)


def cross_entropy(logits, targets, *, ignore_index=-100):
    kept = targets != ignore_index
    log_probs = torch.log_softmax(logits, -1)
    own = log_probs.gather(-1, torch.where(kept, targets, 0).long()[:, None])[:, 0]
    return torch.where(kept, -own, 0.0)
