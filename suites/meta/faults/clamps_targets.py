"""Clamps targets: what lies outside is taken for the last class, as an index does in JAX."""

import jax
import jax.numpy as jnp

FRAMEWORK = "jax"
CAUGHT = {"targets_out_of_range/*": "has the loss"}
INNOCENT = ("value/*/ordinary/*", "gradient/*/ordinary/*", "target_dtypes/*")


@jax.jit
def cross_entropy(logits, targets):
    log_probs = jax.nn.log_softmax(logits, axis=-1)
    return -log_probs[jnp.arange(len(targets)), targets]
