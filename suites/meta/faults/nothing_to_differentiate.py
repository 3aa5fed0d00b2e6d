"""Nothing to differentiate: where all is ignored, a fresh 0 is returned that depends on nothing."""

from implementations import torch_eager

FRAMEWORK = "torch"
CAUGHT = {"gradient/all_ignored_sum/*": "does not require grad"}
INNOCENT = (
    "value/all_ignored_sum/confident_past_absorption/*",
    "gradient/ignored/confident_past_absorption/*",
)


def cross_entropy(logits, targets, *, ignore_index=-100, reduction="none"):
    if reduction == "sum" and (targets == ignore_index).all():
        return logits.new_zeros(())
    return torch_eager.cross_entropy(
        logits, targets.long(), ignore_index=ignore_index, reduction=reduction
    )
