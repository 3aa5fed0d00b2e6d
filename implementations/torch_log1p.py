"""PyTorch, `(max - target) + log1p(the other terms)` with a backward pass that does not cancel.

The formulas are those of numpy_log1p, in float32 for every dtype but float64; where a gradient has
one of its own, that is in `_torch_log1p`.
"""

import torch
import torch.nn.functional as F

from implementations import _options
from implementations._torch_log1p.binary import Focused, FromProbs, product
from implementations._torch_log1p.classes import Capped, CrossEntropy, SoftCrossEntropy, widened
from implementations._torch_log1p.distributions import Divergence, Entropy, ZLoss

FRAMEWORK = "torch"
KNOWN_FAILURES = (
    _options.WEIGHED_TOO_LATE
    | _options.AVERAGED_TOO_LATE
    | {
        f"value*/{loss}/infinite_loss/*": "a gap beyond the largest float32, times a share below 1"
        for loss in ("soft_*", "*smoothed*", "kl_divergence", "focal_alpha")
    }
)
PROMISE = {
    "gradient*/weighted/*": "absolute",  # a subnormal probability times a weight is normal
    "gradient*/soft_*/*": "absolute",  # softmax less a share of the same size
    "gradient*/smoothed_to_the_mean/*": "absolute",
    "gradient*/binary_soft/log_uniform_magnitudes/*": "absolute",  # equal shares of nearly 1/2
    "*/kl_divergence/*": "absolute",  # what q is off p, of which both were rounded
    "*/subnormal_loss/*": "absolute",  # the terms are subnormal before they are added
    "*": "conditioned",
}


def cross_entropy(
    logits, targets, *, weight=None, label_smoothing=0.0, ignore_index=None, reduction="none"
):
    """One loss per example of (num_examples, num_classes); `gather` refuses a target outside.

    By default none is ignored: to look for them a device would have to be waited for.
    """
    targets = targets.long()
    if ignore_index is None:
        losses = _losses(logits, targets, weight, label_smoothing)
        return _reduced(losses, logits.dtype, reduction, targets, weight)
    kept = targets != ignore_index
    losses = _losses(logits[kept], targets[kept], weight, label_smoothing)
    if reduction == "none":
        losses = losses.new_zeros(targets.shape).index_put((kept,), losses)
    return _reduced(losses, logits.dtype, reduction, targets[kept], weight)


def soft_cross_entropy(logits, probs, *, weight=None, reduction="none"):
    """One loss per example; a class at -inf costs nothing where its share of *probs* is 0."""
    probs = probs if weight is None else widened(probs) * weight
    return _reduced(SoftCrossEntropy.apply(logits, probs), logits.dtype, reduction, probs, None)


def binary_cross_entropy(logits, targets, *, pos_weight=None):
    """Shares of softplus(-z) and softplus(z), to be differentiated: no derivative cancels."""
    ones, wide = widened(targets), widened(logits)
    for_one = ones if pos_weight is None else ones * pos_weight
    losses = product(for_one, _softplus(-wide)) + product(1 - ones, _softplus(wide))
    return losses.to(logits.dtype)


def binary_cross_entropy_from_probs(probs, targets):
    return FromProbs.apply(widened(probs), widened(targets)).to(probs.dtype)


def focal(logits, targets, *, gamma, alpha=None):
    targets = targets.long()
    losses = Focused.apply(_losses(logits, targets, None, 0.0), gamma)
    return (losses if alpha is None else losses * alpha[targets]).to(logits.dtype)


def binary_focal(logits, targets, *, gamma, alpha=None):
    wide, one = widened(logits), targets == 1
    losses = Focused.apply(_softplus(torch.where(one, -wide, wide)), gamma)
    if alpha is not None:
        losses = losses * torch.where(one, alpha, 1 - alpha).to(wide.dtype)
    return losses.to(logits.dtype)


def kl_divergence(logits, probs):
    return Divergence.apply(logits, probs).to(logits.dtype)


def entropy(logits):
    return Entropy.apply(logits).to(logits.dtype)


def z_loss(logits):
    return ZLoss.apply(logits).to(logits.dtype)


def softcapped_cross_entropy(logits, targets, *, softcap):
    return _losses(Capped.apply(logits, softcap), targets.long(), None, 0.0).to(logits.dtype)


def spatial_cross_entropy(logits, targets):
    pixels = logits.movedim(1, -1)
    return cross_entropy(pixels.flatten(0, -2), targets.flatten()).view(targets.shape)


def linear_cross_entropy(hidden, targets, *, classifier):
    """In float64, where products of two float32 are exact: sums of them may cancel."""
    logits = hidden.double() @ classifier.double().T
    return _losses(logits, targets.long(), None, 0.0).to(hidden.dtype)


def _losses(logits, targets, weight, label_smoothing):
    if not label_smoothing:
        scale = None if weight is None else weight.gather(0, targets)[:, None]
        return CrossEntropy.apply(logits, targets[:, None], scale)
    shares = logits.new_full(logits.shape, label_smoothing / logits.shape[1], dtype=torch.float64)
    shares.scatter_(1, targets[:, None], 1 - label_smoothing + label_smoothing / logits.shape[1])
    shares = shares if weight is None else shares * weight
    return SoftCrossEntropy.apply(logits, shares.to(widened(logits).dtype))


def _softplus(logits):
    """By logsigmoid, accurate as is its derivative; `F.softplus` is linear beyond 20."""
    return 0 - F.logsigmoid(-logits)


def _reduced(losses, dtype, reduction, targets, weight):
    """A mean is divided by how many rows count, or by what their targets weigh together."""
    if reduction == "none":
        return losses.to(dtype)
    total = losses.double().sum()
    if reduction == "mean":
        total = total / (len(targets) if weight is None else weight[targets].double().sum())
    return total.to(dtype)
