"""NumPy with the log-sum-exp trick: the maximum is subtracted before anything is exponentiated."""

import numpy as np

from implementations import _options

FRAMEWORK = "numpy"
KNOWN_FAILURES = {
    "*/bfloat16/*": "every sum and difference is rounded to 8 bits, and sums stop growing at 256",
    **{
        f"gradient/*/{regime}/float16/[!6]*/*": "exp is taken of what was rounded to 11 bits"
        for regime in ("high_temperature", "near_ties", "ramp")
    },
    **_options.WEIGHED_TOO_LATE,
    "same_in_every_layout/*": "NumPy adds rows that are not contiguous in another order",
    "targets_out_of_range/*": "a target of -1 is the last class, as everywhere in NumPy",
}


def cross_entropy(logits, targets, *, weight=None):
    loss = -_log_softmax(logits)[np.arange(len(targets)), targets]
    return loss if weight is None else loss * weight[targets]


def cross_entropy_gradient(logits, targets, upstream=None, *, weight=None):
    gradient = np.exp(_log_softmax(logits))
    gradient[np.arange(len(targets)), targets] -= 1
    if weight is not None:
        gradient *= weight[targets, None]
    return gradient if upstream is None else gradient * upstream[:, None]


def _log_softmax(logits):
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
