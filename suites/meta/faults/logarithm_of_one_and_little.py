"""The logarithm of one and little: 1 has swallowed the rest before log sees it."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/*/confident_past_absorption/float32/*": "is absolute by"}
INNOCENT = ("value/*/ordinary/*", "value/*/all_equal/*", "gradient/*")
PROMISE = "conditioned"

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets):
    wide = logits.astype(np.promote_types(logits.dtype, np.float32))
    shifted = wide - wide.max(axis=-1, keepdims=True)
    logsumexp = np.log(np.exp(shifted).sum(axis=-1))
    return (logsumexp - shifted[np.arange(len(targets)), targets]).astype(logits.dtype)
