"""PyTorch's own `torch.nn.functional`, called the way its documentation says."""

import torch
import torch.nn.functional as F

from implementations import _linear, _options, _torch_losses

FRAMEWORK = "torch"
KNOWN_FAILURES = {
    "gradient*/bfloat16/*": "backward takes exp of log-probabilities that were rounded to 8 bits",
    **_options.ADDED_TOO_COARSELY,
    **{
        f"*/{regime}/float64/*x10??/*": "1 + exp(-gap) is 1 for each of a thousand classes"
        for regime in ("assorted", "confident", "language_model", "log_uniform_magnitudes")
    },
    **_options.WEIGHED_TOO_LATE,
    **_options.AVERAGED_TOO_LATE,
    **_options.COUNTED_IN_HALF,
    **_options.MIXED_TOO_LATE,
    **_linear.ROUNDED,
    **_torch_losses.KNOWN_FAILURES,
    **{
        f"gradient/{loss}/nonfinite_table/*": "0 times NaN in an ignored row: pytorch/pytorch#11551"
        for loss in ("all_ignored", "all_ignored_sum")
    },
    "many_shares/smoothed/*/float16/*": "the losses of all classes are added up in float16",
    "gradient/softcapped/assorted/float64/*": "caps are rounded before one is taken from another",
    "value*/focal_alpha/infinite_loss/*": "inf before it is multiplied by an alpha below 1",
    **{
        f"gradient/*/{regime}/float16/[!6]*/*": "backward takes exp of what was rounded to 11 bits"
        for regime in ("high_temperature", "ramp")
    },
}
HOMEPAGE = "https://pytorch.org"


def cross_entropy(
    logits, targets, *, weight=None, label_smoothing=0.0, ignore_index=-100, reduction="none"
):
    return F.cross_entropy(
        logits,
        targets,
        weight,
        ignore_index=ignore_index,
        reduction=reduction,
        label_smoothing=label_smoothing,
    )


def soft_cross_entropy(logits, probs, *, weight=None, reduction="none"):
    return F.cross_entropy(logits, probs, weight, reduction=reduction)


def binary_cross_entropy(logits, targets, *, pos_weight=None):
    return F.binary_cross_entropy_with_logits(
        logits, targets, pos_weight=pos_weight, reduction="none"
    )


def binary_cross_entropy_from_probs(probs, targets):
    return F.binary_cross_entropy(probs, targets, reduction="none")


def focal(logits, targets, *, gamma, alpha=None):
    """What is usually written on top, since PyTorch has none: p_t is exp(-cross_entropy)."""
    losses = F.cross_entropy(logits, targets, reduction="none")
    focused = (1 - torch.exp(-losses)) ** gamma * losses
    return focused if alpha is None else alpha[targets] * focused


def binary_focal(logits, targets, *, gamma, alpha=None):
    """By the formula of torchvision's `sigmoid_focal_loss`."""
    p, losses = torch.sigmoid(logits), binary_cross_entropy(logits, targets)
    missing = 1 - (p * targets + (1 - p) * (1 - targets))
    focused = losses * missing**gamma
    return focused if alpha is None else (alpha * targets + (1 - alpha) * (1 - targets)) * focused


def kl_divergence(logits, probs):
    return F.kl_div(F.log_softmax(logits, dim=-1), probs, reduction="none").sum(dim=-1)


def entropy(logits):
    return torch.distributions.Categorical(logits=logits).entropy()


def z_loss(logits):
    return torch.logsumexp(logits, dim=-1) ** 2


def softcapped_cross_entropy(logits, targets, *, softcap):
    return F.cross_entropy(softcap * torch.tanh(logits / softcap), targets, reduction="none")


def spatial_cross_entropy(logits, targets):
    return F.cross_entropy(logits, targets, reduction="none")


if hasattr(F, "linear_cross_entropy"):  # since PyTorch 2.13

    def linear_cross_entropy(hidden, targets, *, classifier):
        return F.linear_cross_entropy(hidden, classifier, targets, reduction="none")
