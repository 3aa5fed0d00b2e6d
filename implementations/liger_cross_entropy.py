"""Liger's cross-entropy: one Triton kernel for the loss and, over the logits, its gradient."""

from liger_kernel.transformers.functional import liger_cross_entropy

from implementations import _triton_interpreted
from implementations._logsumexp import OFFSET

FRAMEWORK = "triton"
DTYPES = ("float32", "bfloat16", "float16")  # of float64 it computes all in float32
MUTATES_INPUTS = True  # forward leaves the gradient in the logits (linkedin/Liger-Kernel#343)
KNOWN_FAILURES = {
    **{
        f"value*/*/{regime}/*": OFFSET
        for regime in (
            "*_offset",
            "assorted",
            "far_spread",
            "low_temperature",
            "rows_far_apart",
            "target_one_ulp_below",
            "tied_at_the_largest_number",
            "tied_with_the_target",
        )
    },
    "value/*smoothed*/overflowing_exp/*": OFFSET,
    "value/smoothed_to_the_mean/nonfinite_table/*": "0 * inf: NaN for a target with no share",
    **{
        f"{question}/*": "of logits that are not contiguous the gradient is the logits: it is "
        "written where these require one, and the copy that is made of them does not"
        for question in ("layouts", "same_in_every_layout")
    },
    "a_second_time/*": "forward overwrites the logits, so backward cannot be asked for twice",
    "empty_batch/*": "it asks for the largest target, of none",
    **{
        f"*/{loss}/*/cpu": _triton_interpreted.FLOATS
        for loss in ("weighted*", "weightless_mean", "softcapped*")
    },
    "gradient*/bfloat16/*/cpu": _triton_interpreted.BFLOAT16,
}
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
