"""Optax's losses, called the way their documentation says: class indices, and sigmoids; jitted."""

from functools import partial

import jax
import jax.numpy as jnp
import optax

from implementations import _jax_cpu, _options, jax_logsumexp
from implementations._jax_rows import counted, reduced
from implementations._logsumexp import OFFSET

FRAMEWORK = "jax"
KNOWN_FAILURES = (
    {  # the same formula
        cells: f"{reason}: google-deepmind/optax#1792" if reason == OFFSET else reason
        for cells, reason in jax_logsumexp.LOSING.items()
    }
    | _options.AVERAGED_TOO_LATE
    | _options.COUNTED_IN_HALF
    | {
        "gradient/binary_focal*/all_equal/*": _jax_cpu.REASON,
        "gradient/binary_focal*/infinite_loss/*": "twice a logit beyond 1.7e38 overflows: NaN",
        "value/kl_divergence/*": "logarithms cancel near its minimum, and leave a number below 0",
    }
)
HOMEPAGE = "https://optax.readthedocs.io"


@partial(jax.jit, static_argnames=("ignore_index", "reduction"))
def cross_entropy(logits, targets, *, ignore_index=None, reduction="none"):
    counts = None if ignore_index is None else counted(targets, ignore_index)
    loss = optax.softmax_cross_entropy_with_integer_labels(logits, targets, where=counts)
    return reduced(loss, reduction, jnp.ones_like(loss) if counts is None else counts)


@jax.jit
def spatial_cross_entropy(logits, targets):
    return optax.softmax_cross_entropy_with_integer_labels(logits, targets, axis=1)


@jax.jit
def linear_cross_entropy(hidden, targets, *, classifier):
    return optax.softmax_cross_entropy_with_integer_labels(hidden @ classifier.T, targets)


@jax.jit
def binary_cross_entropy(logits, targets):
    return optax.sigmoid_binary_cross_entropy(logits, targets)


@jax.jit
def binary_focal(logits, targets, *, gamma, alpha=None):
    return optax.sigmoid_focal_loss(logits, targets, alpha=alpha, gamma=gamma)


@jax.jit
def kl_divergence(logits, probs):
    return optax.kl_divergence(jax.nn.log_softmax(logits), probs)
