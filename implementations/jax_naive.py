"""JAX, as printed in the textbook: minus the log of the target's softmax, jitted."""

from functools import partial

import jax
import jax.numpy as jnp
from jax.scipy.special import entr, rel_entr

from implementations import _jax_cpu, _options, _textbook
from implementations._jax_rows import reduced, settled

FRAMEWORK = "jax"
KNOWN_FAILURES = (
    {
        "training/*": "past a logit of 44.36 the square of a sum overflows, and the gradient's pull"
        " towards lower logits is 0; they grow past 88.72, where exp does",
    }
    | _options.COUNTED_IN_HALF
    | {
        "total_of_many/*/all_equal/*": "exp overflows past 88.7",
        "gradient_bounds/*/bfloat16/*": "the two terms of the division's gradient sum below -1",
        "two_classes/*": "p is rounded beside 1, and so are its log and p - 1",
    }
    | _textbook.KNOWN_FAILURES
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
        **{
            f"*/{loss}/masked_with_infinity/*": "the log of 0, times 0, or its infinite slope"
            for loss in ("binary*", "entropy", "focal*", "kl_divergence", "soft_*")
        },
        **{
            f"*/binary*/{regime}/*": "1 - p is 0 past a logit of 17.4, and so is p below -88.7"
            for regime in ("all_equal", "confident_past_absorption")
        },
        "gradient/focal*/confident_past_absorption/*": "1 - p is 0 there",
        "value/kl_divergence/*": "logarithms cancel near its minimum, and leave a number below 0",
        "*/33x1/*": "with one class the gradient's two terms do not cancel to 0",
    }
)


@partial(jax.jit, static_argnames=("ignore_index", "reduction"))
def cross_entropy(logits, targets, *, weight=None, ignore_index=None, reduction="none"):
    softmax = _softmax(logits)
    loss = -jnp.log(jnp.take_along_axis(softmax, targets[:, None], axis=-1)[:, 0])
    loss = loss if weight is None else loss * weight[targets]
    return settled(loss, targets, weight, ignore_index, reduction)


@partial(jax.jit, static_argnames="reduction")
def soft_cross_entropy(logits, probs, *, reduction="none"):
    loss = -(probs * jnp.log(_softmax(logits))).sum(axis=-1)
    return reduced(loss, reduction, jnp.ones_like(loss))


@jax.jit
def binary_cross_entropy(logits, targets, *, pos_weight=None):
    positive = targets if pos_weight is None else targets * pos_weight
    prob = _sigmoid(logits)
    return -positive * jnp.log(prob) - (1 - targets) * jnp.log(1 - prob)


@jax.jit
def binary_cross_entropy_from_probs(probs, targets):
    return -targets * jnp.log(probs) - (1 - targets) * jnp.log(1 - probs)


@jax.jit
def focal(logits, targets, *, gamma, alpha=None):
    prob = jnp.take_along_axis(_softmax(logits), targets[:, None], axis=-1)[:, 0]
    loss = -((1 - prob) ** gamma) * jnp.log(prob)
    return loss if alpha is None else loss * alpha[targets]


@jax.jit
def binary_focal(logits, targets, *, gamma, alpha=None):
    prob = jnp.where(targets == 1, _sigmoid(logits), 1 - _sigmoid(logits))
    loss = -((1 - prob) ** gamma) * jnp.log(prob)
    return loss if alpha is None else loss * jnp.where(targets == 1, alpha, 1 - alpha)


@jax.jit
def kl_divergence(logits, probs):
    return rel_entr(probs, _softmax(logits)).sum(axis=-1)


@jax.jit
def entropy(logits):
    return entr(_softmax(logits)).sum(axis=-1)


@jax.jit
def z_loss(logits):
    return jnp.log(jnp.exp(logits).sum(axis=-1)) ** 2


@jax.jit
def softcapped_cross_entropy(logits, targets, *, softcap):
    return cross_entropy(softcap * jnp.tanh(logits / softcap), targets)


@jax.jit
def spatial_cross_entropy(logits, targets):
    losses = cross_entropy(jnp.moveaxis(logits, 1, -1).reshape(targets.size, -1), targets.ravel())
    return losses.reshape(targets.shape)


@jax.jit
def linear_cross_entropy(hidden, targets, *, classifier):
    return cross_entropy(hidden @ classifier.T, targets)


def _softmax(logits):
    exp = jnp.exp(logits)
    return exp / exp.sum(axis=-1, keepdims=True)


def _sigmoid(logits):
    return 1 / (1 + jnp.exp(-logits))
