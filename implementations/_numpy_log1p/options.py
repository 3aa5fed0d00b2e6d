"""What options make of the cross-entropy: weights, smoothing, ignored rows, sums and means."""

import numpy as np

from implementations._numpy_log1p.classes import (
    losses_below,
    slopes_below,
    soft_losses,
    soft_slopes,
)
from implementations._numpy_log1p.rows import below_top, rounded

ALL = slice(None)


def cross_entropy(
    logits, targets, *, weight=None, label_smoothing=0.0, ignore_index=-100, reduction="none"
):
    """One loss per example of (num_examples, num_classes), or their sum or mean.

    Rows whose target is *ignore_index* are left out before anything is computed, so that what
    they hold does not matter. IndexError for any other target outside.
    """
    kept = _kept(targets, logits.shape[1], ignore_index)
    losses = _losses(logits[kept], targets[kept], weight, label_smoothing)
    if reduction == "mean":
        return rounded(mean(losses, _whole(targets[kept], weight)), logits.dtype)
    if reduction == "sum":
        return rounded(np.asarray(losses.sum()), logits.dtype)
    return rounded(_placed(losses, kept, targets.shape), logits.dtype)


def cross_entropy_gradient(
    logits,
    targets,
    upstream=None,
    *,
    weight=None,
    label_smoothing=0.0,
    ignore_index=-100,
    reduction="none",
):
    """Of the losses, each with its *upstream*, or of their sum or mean, with the only one."""
    kept = _kept(targets, logits.shape[1], ignore_index)
    whole = _whole(targets[kept], weight) if reduction == "mean" else None
    if upstream is not None:
        upstream = upstream[kept] if reduction == "none" else np.reshape(upstream, 1)
    gradient = _slopes(logits[kept], targets[kept], upstream, weight, label_smoothing)
    if whole is not None:
        gradient /= whole
    return rounded(_placed(gradient, kept, logits.shape), logits.dtype)


def soft_cross_entropy(logits, probs, *, weight=None, reduction="none"):
    """One loss per example; a class at -inf costs nothing where its share of *probs* is 0."""
    losses = soft_losses(logits, probs if weight is None else _weighed(probs, weight))
    if reduction == "mean":
        return rounded(mean(losses, len(losses)), logits.dtype)
    return rounded(losses if reduction == "none" else np.asarray(losses.sum()), logits.dtype)


def soft_cross_entropy_gradient(logits, probs, upstream=None, *, weight=None, reduction="none"):
    """The sum of *probs* times softmax, less *probs*."""
    gradient = soft_slopes(logits, probs if weight is None else _weighed(probs, weight))
    if upstream is not None:
        gradient = gradient * np.reshape(upstream, (-1, 1))
    return rounded(gradient / len(gradient) if reduction == "mean" else gradient, logits.dtype)


def _kept(targets, classes, ignore_index):
    """The rows that count. Where none can be ignored that is a slice, which copies nothing."""
    outside = (targets < 0) | (targets >= classes)
    if not (outside.any() or 0 <= ignore_index < classes):
        return ALL
    ignored = targets == ignore_index
    if (outside & ~ignored).any():
        raise IndexError(f"a target is outside of [0, {classes})")
    return ~ignored


def _losses(logits, targets, weight, label_smoothing):
    if label_smoothing:
        return soft_losses(logits, _shares(logits, targets, weight, label_smoothing))
    loss = losses_below(*below_top(logits), targets)
    return loss if weight is None else loss * weight[targets]


def _slopes(logits, targets, upstream, weight, label_smoothing):
    if label_smoothing:
        gradient = soft_slopes(logits, _shares(logits, targets, weight, label_smoothing))
        return gradient if upstream is None else gradient * upstream[:, None]
    gradient = slopes_below(*below_top(logits), targets)
    for factor in (upstream, None if weight is None else weight[targets]):
        if factor is not None:
            gradient *= factor[:, None]
    return gradient


def _shares(logits, targets, weight, label_smoothing):
    shares = np.full(logits.shape, label_smoothing / logits.shape[1])
    shares[np.arange(len(targets)), targets] += 1 - label_smoothing
    return shares if weight is None else shares * weight


def _weighed(probs, weight):
    return probs.astype(np.float64) * weight


def _whole(targets, weight):
    """What a mean divides by: how many rows count, or what their targets weigh together."""
    return np.float64(len(targets) if weight is None else weight[targets].astype(np.float64).sum())


def mean(losses, whole):
    """0 / 0 is NaN, as in PyTorch; a sum may overflow although the mean does not."""
    mean = losses.sum() / whole
    return np.asarray((losses / whole).sum() if np.isinf(mean) else mean)


def _placed(kept_rows, kept, shape):
    """Zeros where a row was ignored."""
    if kept is ALL:
        return kept_rows
    placed = np.zeros(shape)
    placed[kept] = kept_rows
    return placed
