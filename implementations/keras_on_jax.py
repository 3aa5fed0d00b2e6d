"""Keras's losses on JAX, from logits; jitted, as in its own training loop."""

import os

import jax

os.environ["KERAS_BACKEND"] = "jax"  # which Keras reads once, when it is first imported

import keras

from implementations import Unavailable, _jax_cpu, _keras_losses

FRAMEWORK = "jax"
KNOWN_FAILURES = (
    _jax_cpu.FLUSHED
    | _keras_losses.KNOWN_FAILURES
    | {
        "*/spatial/*": "axis=1 is refused, as it was on PyTorch: keras-team/keras#21097",
        "gradient*/*float16/*": "backward takes exp of log-probabilities rounded to 8 or 11 bits",
        "shapes_and_dtypes/*float16/*": "its one-hot targets are float32, and so are the losses",
        "targets_out_of_range/*": _keras_losses.NO_ROW,
    }
)
HOMEPAGE = "https://keras.io"

if (other := keras.config.backend()) != FRAMEWORK:
    raise Unavailable(
        f"Keras computes with {other} in this process already, and cannot change; "
        "ask for --framework=jax alone, which enables keras_on_jax"
    )

cross_entropy = jax.jit(
    _keras_losses.cross_entropy,
    static_argnames=("label_smoothing", "ignore_index", "reduction"),
)
soft_cross_entropy = jax.jit(_keras_losses.soft_cross_entropy, static_argnames="reduction")
binary_cross_entropy = jax.jit(_keras_losses.binary_cross_entropy)
binary_cross_entropy_from_probs = jax.jit(_keras_losses.binary_cross_entropy_from_probs)
focal = jax.jit(_keras_losses.focal)
binary_focal = jax.jit(_keras_losses.binary_focal)
kl_divergence = jax.jit(_keras_losses.kl_divergence)
spatial_cross_entropy = jax.jit(_keras_losses.spatial_cross_entropy)
linear_cross_entropy = jax.jit(_keras_losses.linear_cross_entropy)
