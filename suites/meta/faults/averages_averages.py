"""Averages averages: of chunks, in each of which other rows count and the last is short."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "ignored_in_the_mean/*": "apart",
    "mean_of_the_losses/*": "apart",
    "value/ignored_mean/*": "exceptional",
}
INNOCENT = ("sum_of_the_losses/*", "ignored_rows/*", "value/plain_sum/*")
CHUNK = 7

cross_entropy_gradient = numpy_log1p.cross_entropy_gradient


def cross_entropy(logits, targets, *, ignore_index=-100, reduction="none"):
    options = {"ignore_index": ignore_index, "reduction": reduction}
    if reduction != "mean" or not len(targets):
        return numpy_log1p.cross_entropy(logits, targets, **options)
    chunks = [slice(i, i + CHUNK) for i in range(0, len(targets), CHUNK)]
    means = [numpy_log1p.cross_entropy(logits[c], targets[c], **options) for c in chunks]
    return np.nanmean(np.stack(means).astype(np.float64)).astype(logits.dtype)
