"""The log-sum-exp less the logit: both rounded at the size of the offset."""

import jax
import jax.numpy as jnp

FRAMEWORK = "jax"
CAUGHT = {"value/*/large_offset/*": "inaccurate", "value/*/coarse_offset/*": "inaccurate"}
INNOCENT = ("value/*/ordinary/float32/*", "gradient/*/ordinary/float32/*")


@jax.jit
def cross_entropy(logits, targets):
    own = jnp.take_along_axis(logits, targets[:, None], axis=-1)[:, 0]
    return jax.nn.logsumexp(logits, axis=-1) - own
