"""PyTorch, as printed in the textbook: minus the log of the target's softmax."""

import torch

from implementations import _textbook

FRAMEWORK = "torch"
KNOWN_FAILURES = (
    _textbook.KNOWN_FAILURES
    | _textbook.FAMILY
    | _textbook.BINARY
    | _textbook.DERIVED_KNOWN_FAILURES
    | {
        "*/softcapped/float32/*": "p - 1 cancels, and off the target the gradient is a sum",
        "gradient/weighted/target_one_ulp_below/float32/*": "p - 1 cancels, times a weight",
        "gradient*/soft_targets/tied_with_the_target/*": "the division's gradient is a sum",
        "training/focal/*": "1 - p is 0 where p is close to 1, and so is the gradient",
        "two_classes/*": "p is rounded beside 1, and so are its log and p - 1",
        "entropy_and_divergence/*": "log(q / p) cancels; 0 log 0 is NaN",
        "*/33x1/*": "with one class the gradient's two terms do not cancel to 0",
    }
    | {
        f"gradient*/weighted_extremely/{regime}/*": "1 / p overflows with a weight of 2**100"
        for regime in ("all_equal", "masked_with_infinity", "tied_with_the_target")
    }
)


def cross_entropy(logits, targets, *, weight=None):
    loss = -_picked(_softmax(logits), targets).log()
    return loss if weight is None else loss * weight[targets.long()]


def soft_cross_entropy(logits, probs):
    return -(probs * _softmax(logits).log()).sum(dim=-1)


def binary_cross_entropy(logits, targets):
    return binary_cross_entropy_from_probs(1 / (1 + torch.exp(-logits)), targets)


def binary_cross_entropy_from_probs(probs, targets):
    return -(targets * probs.log() + (1 - targets) * (1 - probs).log())


def focal(logits, targets, *, gamma, alpha=None):
    p = _picked(_softmax(logits), targets)
    loss = -((1 - p) ** gamma) * p.log()
    return loss if alpha is None else loss * alpha[targets.long()]


def binary_focal(logits, targets, *, gamma, alpha=None):
    p = 1 / (1 + torch.exp(-logits))
    p = torch.where(targets == 1, p, 1 - p)
    loss = -((1 - p) ** gamma) * p.log()
    return loss if alpha is None else loss * (alpha * targets + (1 - alpha) * (1 - targets))


def kl_divergence(logits, probs):
    return (probs * (probs / _softmax(logits)).log()).sum(dim=-1)


def entropy(logits):
    softmax = _softmax(logits)
    return -(softmax * softmax.log()).sum(dim=-1)


def z_loss(logits):
    return logits.exp().sum(dim=-1).log() ** 2


def softcapped_cross_entropy(logits, targets, *, softcap):
    return cross_entropy(softcap * torch.tanh(logits / softcap), targets)


def linear_cross_entropy(hidden, targets, *, classifier):
    return cross_entropy(hidden @ classifier.T, targets)


def _softmax(logits):
    exp = logits.exp()
    return exp / exp.sum(dim=-1, keepdim=True)


def _picked(probs, targets):
    return probs.gather(-1, targets.long()[:, None])[:, 0]
