"""Liger's fused linear cross-entropy: logits and gradients chunk by chunk, all in forward."""

from liger_kernel.transformers.functional import liger_fused_linear_cross_entropy

FRAMEWORK = "triton"
HOMEPAGE = "https://github.com/linkedin/Liger-Kernel"


def linear_cross_entropy(hidden, targets, *, classifier):
    return liger_fused_linear_cross_entropy(hidden, classifier, targets, reduction="none")
