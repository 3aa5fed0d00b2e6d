"""Subtracts in sixteen bits: the log-sum-exp is rounded to the logits' format before."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/*/large_offset/bfloat16/*": "inaccurate"}
INNOCENT = ("value/*/ordinary/float32/*", "value/*/all_equal/float32/*", "gradient/*")

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    wide = logits.astype(np.float64)
    top = wide.max(axis=-1)
    logsumexp = top + np.log(np.exp(wide - top[:, None]).sum(axis=-1))
    return logsumexp.astype(logits.dtype) - logits[np.arange(len(targets)), targets]
