"""Cross-entropy of arrays of NumPy with its options, as losses, as their gradient, and as both."""

import numpy as np

from implementations._fused import driver
from implementations._numpy_log1p.rows import rounded


def cross_entropy(
    logits, targets, *, weight=None, label_smoothing=0.0, ignore_index=-100, reduction="none"
):
    """One loss per example of (num_examples, num_classes), or their sum or mean."""
    return _computed(
        logits, targets, None, weight, label_smoothing, ignore_index, reduction, None
    )


def cross_entropy_gradient(
    logits, targets, upstream=None, *, weight=None, label_smoothing=0.0, ignore_index=-100,
    reduction="none", out=None,
):  # fmt: skip
    """Of the losses, each with its *upstream*, or of their sum or mean, with the only one."""
    return cross_entropy_and_gradient(
        logits, targets, upstream, weight=weight, label_smoothing=label_smoothing,
        ignore_index=ignore_index, reduction=reduction, out=out,
    )[1]  # fmt: skip


def cross_entropy_and_gradient(
    logits, targets, upstream=None, *, weight=None, label_smoothing=0.0, ignore_index=-100,
    reduction="none", out=None,
):  # fmt: skip
    """(losses, gradient) in one pass over the logits.

    The gradient is written to *out*, if given: of the logits' shape and dtype, contiguous, and not
    the logits themselves. IndexError for a target outside; *out* is then partly written.
    """
    streaming = out is not None
    if out is None:
        out = np.empty(logits.shape, logits.dtype)
    elif out.shape != logits.shape or out.dtype != logits.dtype or not out.flags.c_contiguous:
        raise ValueError(f"out has to be contiguous {logits.dtype} of shape {logits.shape}")
    elif np.may_share_memory(out, logits):
        raise ValueError("out overlaps with the logits, which are read again")
    losses = _computed(
        logits, targets, upstream, weight, label_smoothing, ignore_index, reduction, out, streaming
    )
    return losses, out


def _computed(
    logits, targets, upstream, weight, label_smoothing, ignore_index, reduction, gradient, streaming=False
):
    rows, classes = logits.shape
    dtype = logits.dtype
    logits = np.ascontiguousarray(logits)
    targets = np.ascontiguousarray(targets, np.int64)
    losses = np.empty(rows)
    whole, shares = 1.0, float(label_smoothing)
    if weight is not None:
        weight = np.ascontiguousarray(weight, np.float64)
        shares *= weight.mean()
    if reduction == "mean":
        whole = _whole(targets, classes, weight, ignore_index)
    common = 1 / whole if whole else np.nan
    if upstream is not None:
        upstream = np.ascontiguousarray(upstream, np.float64)
        if reduction != "none":
            common, upstream = common * float(upstream.reshape(())), None
    if rows:
        places = tuple(map(_address, (logits, targets, losses, gradient, upstream, weight)))
        streaming = streaming and gradient.nbytes >= driver.STREAMED
        options = int(ignore_index), float(common), float(label_smoothing), shares, streaming
        kind = "float32 smoothed" if label_smoothing and dtype.name == "float32" else dtype.name
        driver.run(kind, rows, classes, places, options, driver.threads())
    if reduction == "none":
        return rounded(losses, dtype)
    total = losses.sum()
    return rounded(np.asarray(total if reduction == "sum" else total / np.float64(whole)), dtype)


def _whole(targets, classes, weight, ignore_index):
    """What a mean divides by: how many rows count, or what their targets weigh together."""
    kept = targets[targets != ignore_index]
    if weight is None:
        return float(len(kept))
    outside = (kept < 0) | (kept >= classes)
    if outside.any():
        raise IndexError(f"a target is outside of [0, {classes})")
    return float(weight[kept].sum())


def _address(array) -> int:
    return 0 if array is None else array.ctypes.data
