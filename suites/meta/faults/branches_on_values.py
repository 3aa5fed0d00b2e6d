"""Branches on values: a shortcut for rows without a mask, which a compiler cannot decide."""

import jax
import jax.numpy as jnp

FRAMEWORK = "jax"
CAUGHT = {"compiled_around/*": "TracerBoolConversionError"}
INNOCENT = ("value/*/ordinary/*", "value/*/masked_with_infinity/float32/*", "row_alone/*")


def cross_entropy(logits, targets):
    if bool(jnp.isfinite(jax.lax.stop_gradient(logits)).all()):
        log_probs = jax.nn.log_softmax(logits, axis=-1)
    else:
        log_probs = logits - jax.nn.logsumexp(logits, axis=-1, keepdims=True)
    return -jnp.take_along_axis(log_probs, targets[:, None], axis=-1)[:, 0]
