"""Shards of classes: each has a maximum and a sum of its own, as of an all-reduce."""

import numpy as np

FRAMEWORK = "numpy"
SHARDS = 3


def cross_entropy(logits, targets):
    shards = list(_shards(logits, targets))
    maximum, total = _reduced(shards)
    target = np.max([np.where(own, wide, -np.inf).max(axis=-1) for wide, own, _, _ in shards], 0)
    somewhere = np.any([own.any(axis=-1) for _, own, _, _ in shards], axis=0)
    losses = (maximum - target) + np.log(total)
    return np.where(somewhere, losses, np.nan).astype(logits.dtype)


def cross_entropy_gradient(logits, targets, upstream=None):
    shards = list(_shards(logits, targets))
    maximum, total = _reduced(shards)
    parts = [np.exp(w - maximum[:, None]) / total[:, None] - own for w, own, _, _ in shards]
    gradient = np.concatenate(parts, axis=-1)
    return (gradient if upstream is None else gradient * upstream[:, None]).astype(logits.dtype)


def _shards(logits, targets):
    """Of each rank: its logits, which of them is the target's, their maximum and their sum."""
    wide = logits.astype(np.promote_types(logits.dtype, np.float32))
    for classes in np.array_split(np.arange(logits.shape[1]), min(SHARDS, logits.shape[1])):
        mine = wide[:, classes]
        maximum = mine.max(axis=-1)
        gaps = np.where(np.isneginf(mine), mine, mine - maximum[:, None])
        yield mine, targets[:, None] == classes, maximum, np.exp(gaps).sum(axis=-1)


def _reduced(shards):
    maximum = np.max([largest for _, _, largest, _ in shards], axis=0)
    terms = [
        total * np.exp(np.where(np.isneginf(largest), largest, largest - maximum))
        for _, _, largest, total in shards
    ]
    return maximum, np.sum(terms, axis=0)
