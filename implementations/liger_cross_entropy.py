"""Liger's cross-entropy: one Triton kernel for the loss and, over the logits, its gradient."""

from liger_kernel.transformers.functional import liger_cross_entropy

FRAMEWORK = "triton"
MUTATES_INPUTS = True  # forward writes the gradient into the logits, wherever they require one
HOMEPAGE = "https://github.com/linkedin/Liger-Kernel"


def cross_entropy(
    logits, targets, *, weight=None, label_smoothing=0.0, ignore_index=-100, reduction="none"
):
    return liger_cross_entropy(
        logits,
        targets,
        weight,
        ignore_index=ignore_index,
        reduction=reduction,
        label_smoothing=label_smoothing,
    )


def softcapped_cross_entropy(logits, targets, *, softcap):
    return liger_cross_entropy(logits, targets, softcap=softcap, reduction="none")
