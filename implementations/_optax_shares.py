"""Optax's losses of shares of classes: one-hot, smoothed, or as they are given; jitted."""

from functools import partial

import jax
import jax.numpy as jnp
import optax

from implementations._jax_rows import reduced


def both(of_shares):
    """`cross_entropy` and `soft_cross_entropy` by *of_shares*, a function of logits and labels."""

    @partial(jax.jit, static_argnames=("label_smoothing", "reduction"))
    def cross_entropy(logits, targets, *, label_smoothing=0.0, reduction="none"):
        labels = jax.nn.one_hot(targets, logits.shape[-1], dtype=logits.dtype)
        if label_smoothing:
            labels = optax.smooth_labels(labels, label_smoothing)
        loss = of_shares(logits, labels)
        return reduced(loss, reduction, jnp.ones_like(loss))

    @partial(jax.jit, static_argnames="reduction")
    def soft_cross_entropy(logits, probs, *, reduction="none"):
        loss = of_shares(logits, probs)
        return reduced(loss, reduction, jnp.ones_like(loss))

    return cross_entropy, soft_cross_entropy
