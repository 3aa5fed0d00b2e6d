"""PyTorch, as printed in the textbook: minus the log of the target's softmax."""

from implementations import _textbook

FRAMEWORK = "torch"
KNOWN_FAILURES = (
    _textbook.KNOWN_FAILURES
    | _textbook.DERIVED_KNOWN_FAILURES
    | {
        "*/softcapped/float32/*": "p - 1 cancels, off the target too: a division's gradient",
        "gradient/weighted/target_one_ulp_below/float32/*": "p - 1 cancels, times a weight",
        "same_in_every_layout/*": "sums of rows that are not contiguous are added in another order",
        "*/33x1/*": "with one class the gradient's two terms do not cancel to 0",
    }
)


def cross_entropy(logits, targets, *, weight=None):
    exp = logits.exp()
    softmax = exp / exp.sum(dim=-1, keepdim=True)
    loss = -softmax.gather(-1, targets.long()[:, None])[:, 0].log()
    return loss if weight is None else loss * weight[targets.long()]
