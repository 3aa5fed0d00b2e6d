"""Unshifted: exponentiates the logits as they come."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "value/*/overflowing_exp/*": "exceptional",
    "value/*/underflowing_exp/*": "exceptional",
    "value/*/large_offset/*": "exceptional",
    "exact_shift/*": "inf, of finite logits",
}
INNOCENT = ("value/*/ordinary/float32/*", "gradient/*", "targets_out_of_range/*")

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    if ((targets < 0) | (targets >= logits.shape[1])).any():
        raise IndexError("a target is no class")
    wide = logits.astype(np.promote_types(logits.dtype, np.float32))
    logsumexp = np.log(np.exp(wide).sum(axis=-1))
    return (logsumexp - wide[np.arange(len(targets)), targets]).astype(logits.dtype)
