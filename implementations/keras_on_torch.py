"""Keras's losses on PyTorch, from logits."""

import os

os.environ["KERAS_BACKEND"] = "torch"  # which Keras reads once, when it is first imported

import keras

from implementations import Unavailable, _keras_losses, _options, torch_eager
from implementations._keras_losses import (  # noqa: F401
    binary_cross_entropy,
    binary_cross_entropy_from_probs,
    binary_focal,
    cross_entropy,
    focal,
    kl_divergence,
    linear_cross_entropy,
    soft_cross_entropy,
    spatial_cross_entropy,
)

FRAMEWORK = "torch"
KNOWN_FAILURES = (
    _keras_losses.KNOWN_FAILURES
    | _options.ADDED_TOO_COARSELY
    | {
        cells: reason  # of what it calls
        for cells, reason in torch_eager.KNOWN_FAILURES.items()
        if "binary_soft" in cells
        or cells.startswith(("gradient*/bfloat16/", "gradient/*/"))
        or "/float64/*x10??/" in cells
    }
    | {f"targets_out_of_range/{loss}/*": _keras_losses.NO_ROW for loss in ("focal", "smoothed")}
    | {"gradient/plain_mean/*/float64/*": "off as far as 1 / examples is in float32"}
)
HOMEPAGE = "https://keras.io"

if (other := keras.config.backend()) != FRAMEWORK:
    raise Unavailable(
        f"Keras computes with {other} in this process already, and cannot change; "
        "ask for --framework=torch alone, which enables keras_on_torch"
    )
