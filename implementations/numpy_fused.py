"""Numba, one pass over the logits: `(max - target) + log1p(the other terms)`, block by block."""

from implementations._fused.losses import (  # noqa: F401
    cross_entropy,
    cross_entropy_and_gradient,
    cross_entropy_gradient,
)

FRAMEWORK = "numpy"
PROMISE = {
    "gradient*/smoothed_to_the_mean/*": "absolute",  # softmax less a share of the same size
    "gradient*/weighted_smoothed*/*/float64/*": "absolute",  # likewise: there is nothing wider
    "*/float32/*": "accurate",
    "*/float64/*": "conditioned",
    "*": "faithful",
}
