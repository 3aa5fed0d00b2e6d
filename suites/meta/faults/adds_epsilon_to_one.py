"""Adds epsilon to one: -log(p + eps) is below 0 where the answer is sure and right."""

import torch

FRAMEWORK = "torch"
CAUGHT = {"value/*/confident_past_absorption/float32/*": "exceptional"}
INNOCENT = ("untouched/*", "shapes_and_dtypes/*")
EPSILON = 1e-6


def cross_entropy(logits, targets):
    p = torch.softmax(logits, -1).gather(-1, targets.long()[:, None])[:, 0]
    return -torch.log(p + EPSILON)
