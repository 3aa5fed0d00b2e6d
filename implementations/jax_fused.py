"""The kernels of numpy_fused under JAX, called by XLA where its arrays lie: nothing is copied."""

import json
from functools import partial

import jax
import numpy as np

from implementations import _xla_frame, jax_log1p
from implementations._fused import floating
from implementations._fused.losses import computed
from implementations._jax_rows import checked

FRAMEWORK = "jax"
DEVICES = ("cpu",)
PROMISE = {
    "gradient*/smoothed_to_the_mean/*": "absolute",  # softmax less a share of the same size
    "gradient*/weighted_smoothed*/*/float64/*": "absolute",  # likewise: there is nothing wider
    "*/float32/*": "accurate",
    "*/float64/*": "conditioned",
    "*": "faithful",
}


@partial(jax.jit, static_argnames=("label_smoothing", "ignore_index", "reduction"))
def cross_entropy(
    logits, targets, *, weight=None, label_smoothing=0.0, ignore_index=-100, reduction="none"
):
    """One loss per example of (num_examples, num_classes), or their sum or mean.

    NaN where the target is no class.
    """
    options = float(label_smoothing), int(ignore_index), checked(reduction)
    return _losses(options, logits, targets, weight)


@partial(jax.custom_vjp, nondiff_argnums=(0,))
def _losses(options, logits, targets, weight):
    return _called(options, logits, targets, weight)[0]


def _forward(options, logits, targets, weight):
    """Nothing but the logits is kept: what backward needs of their sum is found on the way."""
    return _losses(options, logits, targets, weight), (logits, targets, weight)


def _backward(options, kept, upstream):
    return _gradient(options, *kept, upstream), None, None


_losses.defvjp(_forward, _backward)


@partial(jax.custom_vjp, nondiff_argnums=(0,))
def _gradient(options, logits, targets, weight, upstream):
    return _called(options, logits, targets, weight, upstream)[1]


def _gradient_forward(options, *given):
    return _gradient(options, *given), given


def _gradient_backward(options, given, vector):
    """Differentiated once more it is what jax_log1p is."""
    logits, targets, weight, upstream = given
    smoothing, ignore_index, reduction = options

    def slope(logits, upstream):
        losses = partial(
            jax_log1p.cross_entropy, targets=targets, weight=weight, label_smoothing=smoothing,
            ignore_index=ignore_index, reduction=reduction,
        )  # fmt: skip
        return jax.vjp(losses, logits)[1](upstream)[0]

    by_logits, by_upstream = jax.vjp(slope, logits, upstream)[1](vector)
    return by_logits, None, None, by_upstream


_gradient.defvjp(_gradient_forward, _gradient_backward)


def _called(options, logits, targets, weight, upstream=None):
    """The losses; and the gradient, where there is an upstream gradient of each or of their sum."""
    *_, reduction = options
    results = [jax.ShapeDtypeStruct(targets.shape if reduction == "none" else (), logits.dtype)]
    given = {"logits": logits, "targets": targets, "upstream": upstream, "weight": weight}
    given = {name: array for name, array in given.items() if array is not None}
    if upstream is not None:
        results.append(jax.ShapeDtypeStruct(logits.shape, logits.dtype))
    alone = reduction == "none" and weight is None  # then examples of several batches are one's
    method = "broadcast_all" if alone else "sequential"
    call = jax.ffi.ffi_call(_NAME, results, vmap_method=method)
    return call(*given.values(), options=json.dumps([[*given], *options]))


def _compute(arguments, results, text):
    """What XLA calls, in a thread of its own."""
    names, smoothing, ignore_index, reduction = json.loads(text)
    given = dict(zip(names, arguments, strict=True))
    losses, *gradient = results
    classes = given["logits"].shape[-1]
    logits, targets = given["logits"].reshape(-1, classes), given["targets"].reshape(-1)
    upstream, weight = given.get("upstream"), given.get("weight")
    if upstream is not None:
        upstream = upstream.reshape(-1)
    into = gradient[0].reshape(logits.shape) if gradient else None
    rest = upstream, into, False, weight, smoothing, ignore_index, reduction
    with floating.as_usual(), np.errstate(all="ignore"):
        try:
            losses[...] = computed(logits, targets, *rest).reshape(losses.shape)
        except IndexError:
            wrong = (targets != ignore_index) & ((targets < 0) | (targets >= classes))
            losses[...] = computed(logits, np.where(wrong, 0, targets), *rest).reshape(losses.shape)
            losses[wrong.reshape(losses.shape) if losses.ndim else ...] = np.nan
            if gradient:
                into[wrong] = np.nan


_NAME = "xentbench_fused_cross_entropy"
_handler = _xla_frame.handler(_compute)
jax.ffi.register_ffi_target(_NAME, jax.ffi.pycapsule(_handler), platform="cpu")
