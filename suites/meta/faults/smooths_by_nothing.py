"""Smooths by nothing: 0 times the mean of all losses is NaN where a class is masked."""

from functools import partial

import jax
import jax.numpy as jnp

FRAMEWORK = "jax"
CAUGHT = {"value/cross_entropy/masked_with_infinity/*": "exceptional"}
INNOCENT = ("value/cross_entropy/ordinary/*", "value/smoothed/ordinary/*")


@partial(jax.jit, static_argnames="label_smoothing")
def cross_entropy(logits, targets, *, label_smoothing=0.0):
    log_probs = jax.nn.log_softmax(logits, axis=-1)
    own = -jnp.take_along_axis(log_probs, targets[:, None], axis=-1)[:, 0]
    return (1 - label_smoothing) * own - label_smoothing * log_probs.mean(axis=-1)
