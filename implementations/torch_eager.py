"""PyTorch's own `torch.nn.functional`, called the way its documentation says."""

import torch.nn.functional as F

from implementations import _options

FRAMEWORK = "torch"
KNOWN_FAILURES = {
    "gradient*/bfloat16/*": "backward takes exp of log-probabilities that were rounded to 8 bits",
    "*/absorbed_crowd/float[36]*/*": "1 + exp(-gap) is 1 for each class; their sum is not small",
    **{
        f"*/{regime}/float64/*x10??/*": "the same, over a thousand classes"
        for regime in ("assorted", "confident", "language_model", "log_uniform_magnitudes")
    },
    **_options.WEIGHED_TOO_LATE,
    **_options.MIXED_TOO_LATE,
    **{
        f"gradient/*/{regime}/float16/[!6]*/*": "backward takes exp of what was rounded to 11 bits"
        for regime in ("high_temperature", "ramp")
    },
}
HOMEPAGE = "https://pytorch.org"


def cross_entropy(logits, targets, *, weight=None, label_smoothing=0.0):
    return F.cross_entropy(
        logits, targets, weight, reduction="none", label_smoothing=label_smoothing
    )


def soft_cross_entropy(logits, probs):
    return F.cross_entropy(logits, probs, reduction="none")
