"""Cross-entropy of arrays of NumPy, with options: losses, gradients, and both in one pass."""

import ml_dtypes
import numpy as np

from implementations import _threads
from implementations._fused import driver
from implementations._numpy_log1p.options import mean
from implementations._numpy_log1p.rows import rounded

BFLOAT16 = np.dtype(ml_dtypes.bfloat16)
KINDS = {BFLOAT16: "bfloat16"} | {
    np.dtype(name): name for name in ("float16", "float32", "float64")
}  #: of kernels, by dtype: `dtype.name` is computed at each call, and takes as long as ten rows
STREAMED = 2**24  #: bytes of a gradient that will have left the caches before it is read


def cross_entropy(
    logits, targets, *, weight=None, label_smoothing=0.0, ignore_index=-100, reduction="none"
):
    """One loss per example of (num_examples, num_classes), or their sum or mean."""
    options = weight, label_smoothing, ignore_index, reduction
    return computed(logits, targets, None, None, False, *options)


def cross_entropy_gradient(
    logits, targets, upstream=None, *, weight=None, label_smoothing=0.0, ignore_index=-100,
    reduction="none", out=None,
):  # fmt: skip
    """Of the losses, each with its *upstream*, or of their sum or mean, with the only one."""
    gradient, options = place(out, logits), (weight, label_smoothing, ignore_index, reduction)
    computed(logits, targets, upstream, gradient, out is not None, *options)
    return gradient


def cross_entropy_and_gradient(
    logits, targets, upstream=None, *, weight=None, label_smoothing=0.0, ignore_index=-100,
    reduction="none", out=None,
):  # fmt: skip
    """(losses, gradient) in one pass over the logits.

    The gradient is written to *out*, if given: of the logits' shape and dtype, contiguous, and
    apart from them. IndexError for a target that is no class, when *out* has been written in part.
    """
    gradient, options = place(out, logits), (weight, label_smoothing, ignore_index, reduction)
    return computed(logits, targets, upstream, gradient, out is not None, *options), gradient


def computed(
    logits, targets, upstream, gradient, resident, weight=None, label_smoothing=0.0,
    ignore_index=-100, reduction="none", threads=_threads.count,
):  # fmt: skip
    """The losses; and the *gradient*, unless None, in memory that is *resident* or yet to be."""
    rows, classes = logits.shape
    dtype, whole, share = logits.dtype, 1.0, float(label_smoothing)
    logits = np.ascontiguousarray(logits)
    targets = np.ascontiguousarray(targets, np.int64)
    losses = np.empty(rows)
    if weight is not None:
        weight = np.ascontiguousarray(weight, np.float64)
        share *= weight.mean()
    if reduction == "mean":
        whole = _whole(targets, classes, weight, ignore_index)
    common = 1 / whole if whole else np.nan
    if upstream is not None:
        upstream = np.ascontiguousarray(upstream, np.float64)
        if reduction != "none":
            common, upstream = common * float(upstream.reshape(())), None
    if rows:
        large = gradient is not None and gradient.nbytes >= STREAMED
        driver.run(
            f"{KINDS[dtype]} smoothed" if label_smoothing and dtype == np.float32 else KINDS[dtype],
            rows,
            classes,
            tuple(map(_address, (logits, targets, losses, gradient, upstream, weight))),
            (
                int(ignore_index),
                common,
                float(label_smoothing),
                share,
                large and resident,
                large and not resident,
            ),
            threads,
        )
    if reduction == "none":
        return rounded(losses, dtype) if dtype == BFLOAT16 else losses.astype(dtype)
    total = losses.sum() if reduction == "sum" else mean(losses, np.float64(whole))
    return rounded(np.asarray(total), dtype)


def place(out, logits):
    """Where a gradient goes: to *out* if it fits, ValueError if not, and else into new memory."""
    if out is None:
        return np.empty(logits.shape, logits.dtype)  # NumPy asks for large pages
    if out.shape != logits.shape or out.dtype != logits.dtype or not out.flags.c_contiguous:
        raise ValueError(f"out has to be {logits.dtype}, contiguous, of shape {logits.shape}")
    if np.may_share_memory(out, logits):
        raise ValueError("out overlaps with the logits, which are read after it is written")
    return out


def _whole(targets, classes, weight, ignore_index):
    """What a mean divides by: how many rows count, or what their targets weigh together."""
    kept = targets[targets != ignore_index]
    if weight is None:
        return float(len(kept))
    if ((kept < 0) | (kept >= classes)).any():
        raise IndexError(f"a target is outside of [0, {classes})")
    return float(weight[kept].sum())


def _address(array) -> int:
    return 0 if array is None else array.ctypes.data
