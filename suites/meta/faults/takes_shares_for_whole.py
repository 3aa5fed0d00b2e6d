"""Takes it that shares sum to one: the gradient is softmax less them, whatever their sum."""

import jax

from implementations import jax_log_softmax

FRAMEWORK = "jax"
CAUGHT = {"gradient/soft_targets/ordinary/*": "inaccurate"}
INNOCENT = ("value/soft_targets/ordinary/*",)


@jax.custom_vjp
def soft_cross_entropy(logits, probs):
    return jax_log_softmax.soft_cross_entropy(logits, probs)


def _forward(logits, probs):
    return soft_cross_entropy(logits, probs), (logits, probs)


def _backward(residuals, upstream):
    logits, probs = residuals
    gradient = jax.nn.softmax(logits.astype("float32")) - probs
    return (gradient * upstream[:, None]).astype(logits.dtype), None


soft_cross_entropy.defvjp(_forward, _backward)
