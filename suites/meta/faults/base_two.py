"""Base two: folds log2(e) into the logits before the shift, and rounds what it cannot hold."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "value/*/tied_at_the_largest_number/*": "exceptional",
    "value/*/confident_far_past_absorption/*": "exceptional",
}
INNOCENT = ("value/*/ordinary/float32/*", "gradient/*")

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    wide = logits.astype(np.float32)
    scaled = wide * np.float32(np.log2(np.e))
    maximum = scaled.max(axis=-1)
    total = np.exp2(scaled - maximum[:, None]).sum(axis=-1)
    logsumexp = (maximum + np.log2(total)) * np.float32(np.log(2))
    return (logsumexp - wide[np.arange(len(targets)), targets]).astype(logits.dtype)
