"""PyTorch by way of probabilities: softmax or sigmoid first, and the loss of what that rounded."""

import torch
import torch.nn.functional as F

from implementations import _options, _torch_losses

FRAMEWORK = "torch"
KNOWN_FAILURES = {
    "training/*": "probabilities become 0 as the network learns: 1 / p is inf, and times 0 NaN",
    "hessian_*/*": "the second derivative of a logarithm at a probability of 0: inf * 0 is NaN",
    "masked_class/*": "1 / p is inf for a class at -inf, and times 0 it is NaN",
    "breaks_in_classes/*": "1 / p is inf for a class at -inf, and times 0 it is NaN",
    "two_classes/*": "p is rounded beside 1, and so are its log and p - 1",
    "*/float16/*": "probabilities are subnormal below 6.1e-5, and 0 below 3e-8",
    "*/binary/*": "a sigmoid rounded to 0 or 1, and a logarithm clamped at -100",
    "*/binary_soft/*": "a sigmoid rounded to 0 or 1, and a logarithm clamped at -100",
    **_torch_losses.CLAMPED,
    **_options.ADDED_TOO_COARSELY,
    "gradient*/confident_to_the_last_normal/bfloat16/*": "1 / p overflows, and times 0 it is NaN",
    "gradient*/inexact_gaps/bfloat16/*": "1 / p overflows, and times 0 it is NaN",
    **_options.WEIGHED_TOO_LATE,
    **{
        f"*/{regime}/*": "the probability of the target is 0 or subnormal: its log, and 1 / p"
        for regime in (
            "confidently_wrong",
            "every_encoding",
            "extreme_magnitudes",
            "far_spread",
            "heavy_tailed",
            "log_uniform_magnitudes",
            "low_temperature",
            "masked_by_subtraction",
            "masked_with_a_billion",
            "midpoint_gap",
            "worst_known",
        )
    },
    **{
        f"gradient*/{regime}/*": "1 / p is inf or overflows, and times 0 it is NaN"
        for regime in (
            "*/infinite_loss",
            "*/leading_classes_masked",
            "*/masked_with_infinity",
            "*/masked_with_the_lowest_number",
            "*/nonfinite_table",
            "*/subnormal_loss",
            "*/tied_at_the_largest_number",
            "*/underflow_boundary",
        )
    },
}
HOMEPAGE = "https://pytorch.org"


def cross_entropy(logits, targets, *, weight=None, ignore_index=-100, reduction="none"):
    log_probs = torch.softmax(logits, dim=-1).log()
    return F.nll_loss(log_probs, targets, weight, ignore_index=ignore_index, reduction=reduction)


def binary_cross_entropy(logits, targets):
    """PyTorch clamps the logarithms at -100, and so a loss at 100."""
    return F.binary_cross_entropy(torch.sigmoid(logits), targets, reduction="none")


def binary_cross_entropy_from_probs(probs, targets):
    return F.binary_cross_entropy(probs, targets, reduction="none")
