"""scikit-learn's `log_loss` of softmax probabilities: a sum or a mean, and no gradient.

It clips probabilities to [eps, 1 - eps] of their dtype.
"""

import numpy as np
from scipy.special import softmax
from sklearn.metrics import log_loss

FRAMEWORK = "numpy"
DTYPES = ("float64", "float32", "float16")
HOMEPAGE = "https://scikit-learn.org"

_CLIPPED = "a probability below eps is taken for eps: no loss exceeds 15.9, or 36.0 in float64"
KNOWN_FAILURES = {
    "value/*/nonfinite_table/*": "NaN is refused with an error",
    "*/weightless_mean/*": "weights that sum to 0 are refused with an error",
    "empty_batch/*": "a batch without examples is refused with an error",
    **{
        f"value/*/{regime}/*": _CLIPPED
        for regime in ("assorted", "confidently_wrong", "extreme_magnitudes", "infinite_loss")
    },
}


def cross_entropy(logits, targets, *, reduction, weight=None):
    loss = log_loss(
        targets,
        softmax(logits, axis=-1),
        normalize=reduction == "mean",
        sample_weight=None if weight is None else weight[targets],
        labels=np.arange(logits.shape[1]),
    )
    return np.asarray(loss, logits.dtype)
