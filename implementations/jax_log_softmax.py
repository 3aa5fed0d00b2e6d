"""JAX's `jax.nn.log_softmax` at the target, negated and jitted."""

import jax
import jax.numpy as jnp

from implementations import _jax_cpu

FRAMEWORK = "jax"
KNOWN_FAILURES = (
    _jax_cpu.FLUSHED
    | _jax_cpu.WRAPPED
    | {
        "gradient*/*float16/*": "backward takes exp of log-probabilities rounded to 8 or 11 bits",
    }
)
HOMEPAGE = "https://docs.jax.dev"


@jax.jit
def cross_entropy(logits, targets):
    log_probs = jax.nn.log_softmax(logits, axis=-1)
    return -jnp.take_along_axis(log_probs, targets[:, None], axis=-1)[:, 0]
