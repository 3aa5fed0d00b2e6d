"""A divergence below zero: what was rounded apart does not cancel, and leaves less than nothing."""

import jax
import jax.numpy as jnp
from jax.scipy.special import xlogy

FRAMEWORK = "jax"
CAUGHT = {"value/kl_divergence/ordinary/*": "exceptional"}
INNOCENT = ("gradient/kl_divergence/ordinary/*", "importable/*")


@jax.jit
def kl_divergence(logits, probs):
    log_probs = jax.nn.log_softmax(logits, axis=-1)
    return jnp.sum(xlogy(probs, probs), axis=-1) - jnp.sum(probs * log_probs, axis=-1)
