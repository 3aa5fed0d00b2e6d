"""Keras's losses on whatever backend, called the way its documentation says, from logits.

Whoever imports this has chosen the backend: Keras reads KERAS_BACKEND once.
"""

import keras

from implementations import Unsupported, _linear, _options

_CLIPPED = "p is clipped to [1e-7, 1 - 1e-7], beyond which there is no gradient"
NO_ROW = "a target that is no class has a row of zeros, and so no loss"
KNOWN_FAILURES = {
    **_linear.ROUNDED,
    **_options.WEIGHED_TOO_LATE,
    **_options.NO_SHARE,
    **_options.COUNTED_IN_HALF,
    **_options.AVERAGED_TOO_LATE,
    "empty_batch/plain_sum/*": "the sum of no losses is an array of none",
    "*/binary_from_probs*/*": _CLIPPED,
    "*/binary_focal*/*": f"the sigmoid is rounded, and {_CLIPPED}",
    "*/kl_divergence/*": "both are clipped to 1e-7 at least: below 0, and no gradient beyond",
    "entropy_and_divergence/*": "a share of 0 is clipped to 1e-7, times its logarithm",
    **{
        f"*/focal*/{regime}/*": _CLIPPED
        for regime in (
            "assorted",
            "confident_past_absorption",
            "confidently_wrong",
            "extreme_magnitudes",
            "infinite_loss",
            "masked_with_infinity",
            "nonfinite_table",
        )
    },
    "training/focal/*": _CLIPPED,
    "focal_without_focus/*": "the logarithm of a rounded p, not the loss of the logits",
}

#: By what Keras calls them: its "mean" divides by the number of examples, whatever their weights.
_REDUCTIONS = {"none": "none", "sum": "sum", "mean": "mean_with_sample_weight"}


def cross_entropy(
    logits, targets, *, weight=None, label_smoothing=0.0, ignore_index=None, reduction="none"
):
    """By the functions, which keep the dtype of the logits; by the classes for what only they do.

    These compute in `keras.config.floatx()` unless they are told otherwise.
    """
    if label_smoothing:
        if weight is not None or ignore_index is not None:
            raise Unsupported("Keras smooths one-hot targets: no class is ignored, nor weighs less")
        labels = keras.ops.one_hot(targets, logits.shape[-1], dtype=logits.dtype)
        smoothing = {"from_logits": True, "label_smoothing": label_smoothing}
        if reduction == "none":
            return keras.losses.categorical_crossentropy(labels, logits, **smoothing)
        return _reduced(keras.losses.CategoricalCrossentropy, reduction, labels, logits, smoothing)
    options = {"from_logits": True, "ignore_class": ignore_index}
    if weight is None and reduction == "none":
        return keras.losses.sparse_categorical_crossentropy(targets, logits, **options)
    weights = None if weight is None else _of_targets(weight, targets, ignore_index)
    sparse = keras.losses.SparseCategoricalCrossentropy
    return _reduced(sparse, reduction, targets, logits, options, weights)


def soft_cross_entropy(logits, probs, *, reduction="none"):
    if reduction == "none":
        return keras.losses.categorical_crossentropy(probs, logits, from_logits=True)
    dense, options = keras.losses.CategoricalCrossentropy, {"from_logits": True}
    return _reduced(dense, reduction, probs, logits, options)


def binary_cross_entropy(logits, targets):
    """The operation: the loss of that name is a mean over labels."""
    return keras.ops.binary_crossentropy(targets, logits, from_logits=True)


def binary_cross_entropy_from_probs(probs, targets):
    return keras.ops.binary_crossentropy(targets, probs)


def focal(logits, targets, *, gamma, alpha=None):
    labels = keras.ops.one_hot(targets, logits.shape[-1], dtype=logits.dtype)
    alpha = 1.0 if alpha is None else alpha
    return keras.losses.categorical_focal_crossentropy(
        labels, logits, alpha=alpha, gamma=gamma, from_logits=True
    )


def binary_focal(logits, targets, *, gamma, alpha=None):
    """The mean over a last axis of one label."""
    balancing = {} if alpha is None else {"apply_class_balancing": True, "alpha": alpha}
    return keras.losses.binary_focal_crossentropy(
        targets[..., None], logits[..., None], gamma=gamma, from_logits=True, **balancing
    )


def kl_divergence(logits, probs):
    return keras.losses.kl_divergence(probs, keras.ops.softmax(logits, axis=-1))


def spatial_cross_entropy(logits, targets):
    return keras.losses.sparse_categorical_crossentropy(targets, logits, from_logits=True, axis=1)


def linear_cross_entropy(hidden, targets, *, classifier):
    return cross_entropy(hidden @ classifier.T, targets)


def _of_targets(weight, targets, ignore_index):
    if ignore_index is not None:
        targets = keras.ops.where(targets == ignore_index, 0, targets)
    return keras.ops.take(weight, targets)


def _reduced(loss, reduction, labels, logits, options, weights=None):
    dtype = keras.backend.standardize_dtype(logits.dtype)
    computed = loss(reduction=_REDUCTIONS[reduction], dtype=dtype, **options)
    return computed(labels, logits, sample_weight=weights)
