"""Half residuals: keeps the probabilities for the backward pass in bfloat16."""

import jax
import jax.numpy as jnp

from implementations import jax_log1p

FRAMEWORK = "jax"
CAUGHT = {
    "gradient/*/ordinary/float32/*": "inaccurate",
    "gradient_of_sum/*/float32/*": "inaccurate",
}
INNOCENT = ("value/*/ordinary/*", "gradient/*/ordinary/bfloat16/*", "single_class/*")


@jax.custom_vjp
def cross_entropy(logits, targets):
    return jax_log1p.cross_entropy(logits, targets)


@jax.jit
def _forward(logits, targets):
    probs = jax.nn.softmax(logits.astype(jnp.float32), axis=-1)
    return cross_entropy(logits, targets), (probs.astype(jnp.bfloat16), targets)


@jax.jit
def _backward(residuals, upstream):
    probs, targets = residuals
    one_hot = jax.nn.one_hot(targets, probs.shape[1])
    return ((probs - one_hot) * upstream[:, None]).astype(upstream.dtype), None


cross_entropy.defvjp(_forward, _backward)
