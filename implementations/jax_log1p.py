"""JAX, `(max - target) + log1p(the other terms)` with a backward pass that does not cancel.

The formula is that of numpy_log1p, in float32 for every dtype but float64; what it is of other
losses is in the files `_jax_log1p_*.py`.
"""

from functools import partial

import jax
import jax.numpy as jnp

from implementations import _jax_cpu, _linear
from implementations._jax_log1p import mixed, picked, widened
from implementations._jax_log1p_binary import (  # noqa: F401
    binary_cross_entropy,
    binary_cross_entropy_from_probs,
    binary_focal,
)
from implementations._jax_log1p_focal import focal  # noqa: F401
from implementations._jax_log1p_information import entropy, kl_divergence, z_loss  # noqa: F401
from implementations._jax_log1p_softcap import softcapped_cross_entropy  # noqa: F401
from implementations._jax_rows import checked, counted

FRAMEWORK = "jax"
KNOWN_FAILURES = (
    _jax_cpu.FLUSHED
    | _linear.ROUNDED
    | {
        **{
            f"gradient*/{loss}/{regime}/*": _jax_cpu.REASON  # times what it is multiplied by
            for loss in ("*_sum", "entropy", "focal_gamma_five", "z_loss")
            for regime in ("assorted", "tied_with_the_target")
        },
        "gradient*/soft*_mean/tied_with_the_target/*": _jax_cpu.REASON,
        "gradient*/weighted_smoothed_mean/assorted/*": _jax_cpu.REASON,
        "gradient*/soft_targets/assorted/float32/*": _jax_cpu.REASON,
        "gradient/focal*/assorted/float32/*": _jax_cpu.REASON,
        "gradient/focal*/confident_past_absorption/*": _jax_cpu.REASON,
    }
)
#: Differences of shares and probabilities, which cancel where these meet.
_CANCELLING = ("soft*", "*smoothed*", "kl_divergence", "binary_soft*")
PROMISE = {
    **{f"gradient*/{loss}/*": "absolute" for loss in _CANCELLING},
    "value*/kl_divergence/*": "absolute",
    "*/linear*/*": "absolute",  # as the sums of products are
    "*/*focal*/confident_past_absorption/*": "absolute",  # a power that is subnormal
    "*/binary*/overflowing_exp/*": "absolute",  # as are these exponentials
    "*/float16/*": "conditioned",  # computed in float32, and large enough there
    **dict.fromkeys(_jax_cpu.FLUSHING, "absolute"),
    "*": "conditioned",
}


@partial(jax.jit, static_argnames=("label_smoothing", "ignore_index", "reduction"))
def cross_entropy(
    logits, targets, *, weight=None, label_smoothing=0.0, ignore_index=None, reduction="none"
):
    """One loss per example of (num_examples, num_classes); NaN where the target is outside.

    An ignored row is overwritten before anything is computed, so that nothing in it counts.
    """
    dtype, counts = logits.dtype, None
    if ignore_index is not None:
        counts = counted(targets, ignore_index)
        logits, targets = jnp.where(counts[:, None], logits, 0), jnp.where(counts, targets, 0)
    if checked(reduction) != "none":
        logits = widened(logits)  # the sum is rounded, and not what is added
    if reduction == "mean":
        weight = _of_mean(logits, targets, weight, counts)
    scale = None if weight is None else weight[targets]
    if label_smoothing == 0:
        losses = picked(logits, targets, scale)
    else:
        losses = mixed(logits, _smoothed(logits, targets, weight, label_smoothing))
    if counts is not None:
        losses = jnp.where(counts, losses, 0 if scale is None else 0 * scale)
    return losses if reduction == "none" else _pairwise(losses).astype(dtype)


@partial(jax.jit, static_argnames="reduction")
def soft_cross_entropy(logits, probs, *, weight=None, reduction="none"):
    """One loss per example; with *weight* each class's share of it is multiplied by its own."""
    shares = widened(probs) if weight is None else widened(probs) * widened(weight)
    if checked(reduction) == "none":
        return mixed(logits, shares)
    shares = shares / len(logits) if reduction == "mean" else shares
    return _pairwise(mixed(widened(logits), shares)).astype(logits.dtype)


@jax.jit
def spatial_cross_entropy(logits, targets):
    """One loss per place of (num_examples, num_classes, height, width)."""
    last = jnp.moveaxis(logits, 1, -1)
    rows = last.reshape(targets.size, logits.shape[1])
    return picked(rows, targets.reshape(-1), None).reshape(targets.shape)


@jax.jit
def linear_cross_entropy(hidden, targets, *, classifier):
    """One loss per example of (num_examples, features) and (num_classes, features)."""
    wide = jnp.matmul(widened(hidden), widened(classifier).T, precision="highest")
    return picked(wide, targets, None).astype(hidden.dtype)


def _smoothed(logits, targets, weight, label_smoothing):
    classes = logits.shape[1]
    target = jnp.arange(classes) == targets[:, None]
    rest = label_smoothing / classes
    shares = jnp.where(target, 1 - label_smoothing + rest, rest).astype(widened(logits).dtype)
    shares = jnp.where(target.any(axis=-1, keepdims=True), shares, jnp.nan)
    return shares if weight is None else shares * widened(weight)


def _of_mean(logits, targets, weight, counts):
    """The weight of each class over that of all that count, so that the mean alone may overflow.

    Where nothing counts it is infinite or NaN, and what is ignored is 0 times it: NaN, as 0 / 0 is.
    """
    weight = jnp.ones(logits.shape[1], logits.dtype) if weight is None else widened(weight)
    own = weight[targets]
    return weight / _pairwise(own if counts is None else jnp.where(counts, own, 0))


def _pairwise(addends):
    """Their sum: being of one sign, off by log2(num_examples) half ulp at most."""
    length = 1 << max(0, len(addends) - 1).bit_length()
    addends = jnp.pad(addends, (0, length - len(addends)))
    while len(addends) > 1:
        addends = addends[: len(addends) // 2] + addends[len(addends) // 2 :]
    return addends[0]
