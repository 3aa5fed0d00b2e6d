"""NumPy with the log-sum-exp trick: the maximum is subtracted before anything is exponentiated."""

import numpy as np

from implementations import _options

FRAMEWORK = "numpy"
KNOWN_FAILURES = {
    "training/*/many_classes/bfloat16/*": "its sums stop growing at 256, so it hardly learns",
    "*/bfloat16/*": "every sum and difference is rounded to 8 bits, and sums stop growing at 256",
    **{
        f"gradient/*/{regime}/float16/[!6]*/*": "exp is taken of what was rounded to 11 bits"
        for regime in ("high_temperature", "near_ties", "ramp")
    },
    **_options.WEIGHED_TOO_LATE,
    **_options.AVERAGED_TOO_LATE,
    **_options.COUNTED_IN_HALF,
    **{
        f"gradient*/z_loss/{regime}/*": "exp of what was rounded beside a logit of any size"
        for regime in ("assorted", "infinite_loss")
    },
    "targets_out_of_range/*": "a target of -1 is the last class, as everywhere in NumPy",
}


def cross_entropy(logits, targets, *, weight=None, ignore_index=-100, reduction="none"):
    if ignore_index in targets:
        kept = targets != ignore_index
        options = {"weight": weight, "reduction": reduction}
        loss = cross_entropy(logits[kept], targets[kept], **options)
        return _placed(loss, kept) if reduction == "none" else loss
    loss = -_log_softmax(logits)[np.arange(len(targets)), targets]
    loss = loss if weight is None else loss * weight[targets]
    return loss if reduction == "none" else loss.sum() / _whole(targets, weight, reduction)


def cross_entropy_gradient(
    logits, targets, upstream=None, *, weight=None, ignore_index=-100, reduction="none"
):
    if ignore_index in targets:
        kept = targets != ignore_index
        options = {"weight": weight, "reduction": reduction}
        upstream = upstream[kept] if np.ndim(upstream) else upstream
        gradient = cross_entropy_gradient(logits[kept], targets[kept], upstream, **options)
        return _placed(gradient, kept)
    gradient = np.exp(_log_softmax(logits))
    gradient[np.arange(len(targets)), targets] -= 1
    if weight is not None:
        gradient *= weight[targets, None]
    if reduction == "mean":
        gradient /= _whole(targets, weight, reduction)
    return gradient if upstream is None else gradient * np.reshape(upstream, (-1, 1))


def z_loss(logits):
    return _logsumexp(logits)[:, 0] ** 2


def z_loss_gradient(logits, upstream=None):
    logsumexp = _logsumexp(logits)
    gradient = 2 * logsumexp * np.exp(logits - logsumexp)
    return gradient if upstream is None else gradient * upstream[:, None]


def _log_softmax(logits):
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def _logsumexp(logits):
    maximum = logits.max(axis=-1, keepdims=True)
    return maximum + np.log(np.exp(logits - maximum).sum(axis=-1, keepdims=True))


def _placed(kept_rows, kept):
    """Zeros where a row was ignored."""
    placed = np.zeros((len(kept), *kept_rows.shape[1:]), kept_rows.dtype)
    placed[kept] = kept_rows
    return placed


def _whole(targets, weight, reduction):
    """What a sum is divided by, in the dtype of the weights."""
    if reduction == "sum":
        return 1
    return len(targets) if weight is None else weight[targets].sum()
