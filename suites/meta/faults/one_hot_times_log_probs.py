"""One-hot times the log-probabilities: at a class that is masked it is 0 times infinity."""

import jax
import jax.numpy as jnp

FRAMEWORK = "jax"
CAUGHT = {"value/*/masked_with_infinity/*": "exceptional", "masked_class/*": "nan"}
INNOCENT = ("value/*/ordinary/*", "value/*/large_offset/*", "row_alone/*")


@jax.jit
def cross_entropy(logits, targets):
    log_probs = jax.nn.log_softmax(logits, axis=-1)
    chosen = jnp.eye(logits.shape[1], dtype=logits.dtype)[targets]  # a compiler sees no mask in it
    return -(chosen * log_probs).sum(axis=-1)
