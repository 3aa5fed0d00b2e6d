"""Liger's fused linear cross-entropy: logits and gradients chunk by chunk, all in forward."""

from liger_kernel.transformers.functional import liger_fused_linear_cross_entropy

from implementations import _linear, _triton_interpreted

FRAMEWORK = "triton"
DTYPES = ("float32", "bfloat16", "float16")  # of float64 it computes all in float32
KNOWN_FAILURES = _linear.ROUNDED | {
    "value/linear*/infinite_loss/float16/*": "a logit that overflows float16: inf, where it is not",
    "shapes_and_dtypes/*/bfloat16/*": "its losses are float32",
    "targets_out_of_range/*": "no index is checked: what a target of -1 reads is plausible",
    "gradient*/bfloat16/*/cpu": _triton_interpreted.BFLOAT16,
}
HOMEPAGE = "https://github.com/linkedin/Liger-Kernel"


def linear_cross_entropy(hidden, targets, *, classifier):
    return liger_fused_linear_cross_entropy(hidden, classifier, targets, reduction="none")
