"""Which rows count, and what is made of all their losses: `ignore_index` and `reduction` in JAX."""

import jax.numpy as jnp


def counted(targets, ignore_index):
    """Where a row counts. An index that the targets cannot hold ignores none of them."""
    held = jnp.iinfo(targets.dtype)
    if not held.min <= ignore_index <= held.max:  # JAX would wrap it around
        return jnp.ones(targets.shape, bool)
    return targets != ignore_index


def checked(reduction):
    """The same, if it is one that there is. ValueError else."""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(f'reduction is "none", "sum" or "mean", not {reduction!r}')
    return reduction


def reduced(losses, reduction, weights):
    """The losses, their "sum", or their "mean": that over the sum of the weights."""
    if checked(reduction) == "none":
        return losses
    total = losses.sum()
    return total / weights.sum() if reduction == "mean" else total


def settled(losses, targets, weight, ignore_index, reduction):
    """What a user writes under losses that have their weights: ignored rows become 0.

    The mean is over the weights of the targets that count, as PyTorch has it.
    """
    counts = None if ignore_index is None else counted(targets, ignore_index)
    losses = losses if counts is None else jnp.where(counts, losses, 0)
    if reduction == "none":
        return losses
    weights = jnp.ones_like(losses) if weight is None else weight[targets]
    weights = weights if counts is None else jnp.where(counts, weights, 0)
    return reduced(losses, reduction, weights)
