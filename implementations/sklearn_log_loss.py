"""scikit-learn's `log_loss` of softmax probabilities: a value alone, one call an example.

The function returns a sum or a mean, so that for losses it is called a row at a time, which takes
a millisecond each. It clips probabilities to [eps, 1 - eps] of their dtype.
"""

import numpy as np
from scipy.special import softmax
from sklearn.metrics import log_loss

from implementations import Unsupported

FRAMEWORK = "numpy"
DTYPES = ("float64", "float32", "float16")
HOMEPAGE = "https://scikit-learn.org"

MOST_CALLS = 64

_CLIPPED = "a probability below eps is taken for eps: no loss exceeds 15.9, or 36.0 in float64"
KNOWN_FAILURES = {
    f"value*/*/{regime}/*": _CLIPPED
    for regime in (
        "*_grid",
        "*_offset",
        "*spread*",
        "*_wrong",
        "assorted",
        "decreasing",
        "every_encoding",
        "extreme_magnitudes",
        "float8_dequantised",
        "heavy_tailed",
        "increasing",
        "infinite_loss",
        "log_uniform_magnitudes",
        "loss_near_a_power_of_two",
        "low_temperature",
        "masked_*",
        "midpoint_gap",
        "ramp",
        "rows_far_apart",
        "softcapped",
        "targets_at_the_ends",
        "whole_numbers",
    )
} | {
    "value/*/nonfinite_table/*": "NaN is refused with an error",
    "value/weightless_mean/*": "weights that sum to 0 are refused with an error",
    "*/33x1/*": "one class is refused with an error",
}


def cross_entropy(logits, targets, *, weight=None, reduction="none"):
    probs, labels = softmax(logits, axis=-1), np.arange(logits.shape[1])
    weights = None if weight is None else weight[targets]
    if reduction != "none":
        loss = log_loss(
            targets, probs, normalize=reduction == "mean", sample_weight=weights, labels=labels
        )
        return np.asarray(loss, logits.dtype)
    if len(targets) > MOST_CALLS:
        raise Unsupported(f"log_loss has no losses of its rows: at most {MOST_CALLS} are asked for")
    losses = [log_loss([t], p[None], labels=labels) for t, p in zip(targets, probs, strict=True)]
    losses = np.array(losses, logits.dtype)
    return losses if weight is None else losses * weights
