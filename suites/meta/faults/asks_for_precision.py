"""Asks for precision: of all products that the process computes, and not of its own alone."""

import jax

from implementations import jax_log_softmax

FRAMEWORK = "jax"
CAUGHT = {"settings/*": "jax_default_matmul_precision"}
INNOCENT = ("value/*/ordinary/*", "gradient/*/ordinary/float32/*", "untouched/*")


def cross_entropy(logits, targets):
    jax.config.update("jax_default_matmul_precision", "highest")
    return jax_log_softmax.cross_entropy(logits, targets)
