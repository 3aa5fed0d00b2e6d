"""tinygrad's `Tensor.sparse_categorical_crossentropy` and its like, as its documentation says."""

from implementations import _linear, _options

FRAMEWORK = "tinygrad"
DTYPES = ("float64", "float32", "float16")  # clang 14 knows no __bf16
_SERIAL = "thousands of terms are added one after another"
KNOWN_FAILURES = {
    **_linear.ROUNDED,
    **_options.NO_SHARE,
    **_options.COUNTED_IN_HALF,
    **_options.AVERAGED_TOO_LATE,
    "gradient/*ignored*/nonfinite_table/*": "a row is ignored by 0 times it, which is NaN here",
    "*/binary_from_probs/*": "0 * -inf is NaN where p is the target: nothing is clipped",
    "total_of_many/plain_mean/all_equal/float32/*": "a million losses are added in float32",
    "value*/smoothed/extreme_magnitudes/*": "log-probabilities are added before they are divided",
    **{
        f"gradient*/z_loss/{regime}/*": "exp(x - logsumexp) of what was rounded, times 0 or inf"
        for regime in ("assorted", "infinite_loss")
    },
    **{f"*/cross_entropy/*/float32/{shape}/*": _SERIAL for shape in ("16x1000", "8x1023")},
    **{f"*/cross_entropy/*/float32/{shape}/*": _SERIAL for shape in ("5x1025", "2x*")},
    "gradient*/*/float16/*": "backward takes exp of what was rounded to 11 bits",
    "value*/*/float16/*": "0 * -inf is NaN, of a target that is a row of ones and zeros",
    "targets_out_of_range/*": "a target that is no class has a row of zeros, and so no loss",
}
HOMEPAGE = "https://docs.tinygrad.org"


def cross_entropy(logits, targets, *, label_smoothing=0.0, ignore_index=-1, reduction="none"):
    """An ignore_index of -1 ignores none."""
    return logits.sparse_categorical_crossentropy(targets, ignore_index, label_smoothing, reduction)


def soft_cross_entropy(logits, probs, *, reduction="none"):
    return logits.cross_entropy(probs, reduction)


def binary_cross_entropy(logits, targets, *, pos_weight=None):
    return logits.binary_crossentropy_logits(targets, "none", pos_weight)


def binary_cross_entropy_from_probs(probs, targets):
    return probs.binary_crossentropy(targets, "none")


def z_loss(logits):
    return logits.logsumexp(axis=-1) ** 2


def spatial_cross_entropy(logits, targets):
    return logits.cross_entropy(targets, "none")


def linear_cross_entropy(hidden, targets, *, classifier):
    return (hidden @ classifier.T).sparse_categorical_crossentropy(targets, reduction="none")
