"""JAX, as printed in the textbook: minus the log of the target's softmax, jitted."""

import jax
import jax.numpy as jnp

from implementations import _jax_cpu, _textbook

FRAMEWORK = "jax"
KNOWN_FAILURES = (
    _textbook.KNOWN_FAILURES
    | _textbook.DERIVED_KNOWN_FAILURES
    | _jax_cpu.FLUSHED
    | _jax_cpu.WRAPPED
    | {
        f"gradient/*/{regime}/*": "the division's gradient is a sum whose terms cancel"
        for regime in (
            "confident_far_past_absorption",
            "half_ulp_gaps",
            "near_ties",
            "target_one_ulp_below",
            "tied_with_the_target",
        )
    }
    | {
        "gradient/*/all_equal/float32/*": "the gradient of a division squares a sum",
        "gradient/*/language_model/float32/*": "the division's gradient cancels on confident rows",
        "value/*/tied_with_the_target/*": "exp is infinite past a logit of 88.72: inf / inf is NaN",
        "value/*/nonfinite_table/*": "exp of the largest logits is infinite, and inf / inf is NaN",
        "*/33x1/*": "with one class the gradient's two terms do not cancel to 0",
    }
)


@jax.jit
def cross_entropy(logits, targets, *, weight=None):
    exp = jnp.exp(logits)
    softmax = exp / exp.sum(axis=-1, keepdims=True)
    loss = -jnp.log(jnp.take_along_axis(softmax, targets[:, None], axis=-1)[:, 0])
    return loss if weight is None else loss * weight[targets]
