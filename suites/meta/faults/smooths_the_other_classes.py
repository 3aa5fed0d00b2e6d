"""Smooths the other classes alone: e / (n - 1) for each of them, and none of it for the target."""

from torch.nn.functional import log_softmax

FRAMEWORK = "torch"
CAUGHT = {
    "value/smoothed/*": "inaccurate",
    "gradient/smoothed/*": "inaccurate",
    "smoothing_is_a_mixture/*": "apart",
}
INNOCENT = ("value/cross_entropy/ordinary/*", "gradient/cross_entropy/ordinary/float32/*")


def cross_entropy(logits, targets, *, label_smoothing=0.0):
    losses = -log_softmax(logits.float(), dim=-1)
    own = losses.gather(-1, targets.long()[:, None])[:, 0]
    if label_smoothing == 0:
        return own.to(logits.dtype)
    others = (losses.sum(dim=-1) - own) / (logits.shape[1] - 1)
    return ((1 - label_smoothing) * own + label_smoothing * others).to(logits.dtype)
