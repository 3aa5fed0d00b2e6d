"""The denominator of the weighted mean, where each example's own loss was asked for."""

from implementations import jax_log1p

FRAMEWORK = "jax"
CAUGHT = {
    "value/weighted/*": "inaccurate",
    "gradient/weighted/*": "inaccurate",
    "weight_of_two_to_the_k/*": "apart",
}
INNOCENT = ("value/cross_entropy/ordinary/*", "gradient/cross_entropy/ordinary/*")


def cross_entropy(logits, targets, *, weight=None):
    loss = jax_log1p.cross_entropy(logits, targets, weight=weight)
    return loss if weight is None else loss / weight[targets].mean().astype(loss.dtype)
