"""Tokamax's `linear_softmax_cross_entropy_loss` by XLA: sums only, so one for each example."""

import sys
from unittest.mock import patch

import jax
from tokamax import linear_softmax_cross_entropy_loss

from implementations import _linear

FRAMEWORK = "jax"
DTYPES = ("float32", "bfloat16", "float16")  # of float64 it computes the loss in float32
KNOWN_FAILURES = _linear.ROUNDED | {
    "*/linear*/infinite_loss/*": "0 * inf: NaN for a class at -inf that is not the target",
    "gradient/linear*/confident_past_absorption/*": "softmax less one_hot cancels at the target, "
    "whose error the classifier hands to the other features",
    "shapes_and_dtypes/*/bfloat16/*": "its gradients are float32",
    "targets_out_of_range/*": "the loss of a target of -1 is 0, which is plausible",
    "gradient/linear*/*/bfloat16/*": "logits and log-sum-exp are rounded to 8 bits, then differ",
}
HOMEPAGE = "https://github.com/openxla/tokamax"


@jax.jit
def linear_cross_entropy(hidden, targets, *, classifier):
    """It reads the command line as flags of its own when it is traced, and refuses all others."""

    def alone(row, target):
        return linear_softmax_cross_entropy_loss(
            row[None], target[None], classifier.T, implementation="xla"
        )

    with patch.object(sys, "argv", sys.argv[:1]):
        return jax.vmap(alone)(hidden, targets).astype(hidden.dtype)  # which is float32
