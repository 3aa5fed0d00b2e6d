"""PaddlePaddle's `paddle.nn.functional`, called the way its documentation says."""

import paddle
import paddle.nn.functional as F

from implementations import _linear

FRAMEWORK = "paddle"
_CUT = "log-probabilities are cut off at -64: no loss exceeds that"
_LIFTED = "log-probabilities are cut off at -64, so that no probability is below 1.6e-28"
_SERIAL = "thousands of terms are added one after another"
_ROUNDED = "max(z, 0) - z y + log(1 + exp(-|z|)): a small slope is rounded, that at 0 is another"
KNOWN_FAILURES = {
    **_linear.ROUNDED,
    "*/absorbed_crowd/float32/*": _SERIAL,
    "value*/assorted/float32/16x1000/*": _SERIAL,
    "*/masked_with_infinity/float32/2x131072/*": _SERIAL,
    "gradient*/*/large_offset/float32/2x131072/*": _SERIAL,
    "total_of_many/plain_mean/all_equal/float32/*": _SERIAL,
    **{
        f"value*/*/{regime}/*": _CUT
        for regime in (
            "confidently_wrong",
            "every_encoding",
            "extreme_magnitudes",
            "far_spread",
            "heavy_tailed",
            "infinite_loss",
            "log_uniform_magnitudes",
            "low_temperature",
            "masked_by_subtraction",
            "masked_with_a_billion",
            "midpoint_gap",
            "nonfinite_table",
        )
    },
    **{
        f"value*/{loss}/{regime}/*": _CUT
        for loss in ("smoothed*", "soft_*")
        for regime in ("assorted", "masked_with_infinity", "tied_with_the_target")
    },
    **{
        f"gradient*/*/{regime}/*": _LIFTED
        for regime in (
            "assorted",
            "confident_far_past_absorption",
            "confident_past_absorption",
            "confident_to_the_last_normal",
            "every_encoding",
            "far_spread",
            "half_ulp_gaps",
            "heavy_tailed",
            "inexact_gaps",
            "language_model",
            "log_uniform_magnitudes",
            "low_temperature",
            "midpoint_gap",
            "nonfinite_table",
            "spread_out",
            "subnormal_crowd",
            "target_one_ulp_below",
            "tied_with_the_target",
            "underflow_boundary",
        )
    },
    "masked_class/*": _LIFTED,
    "ignored_in_the_mean/*": "the mean divides by ignored rows too: PaddlePaddle/Paddle#48663",
    "value*/ignored_mean/*": "the mean divides by ignored rows too: PaddlePaddle/Paddle#48663",
    "gradient*/soft_*/*": "backward is softmax - q, right only of shares that sum to 1",
    **{
        f"*/{loss}/*": "a row weighs the weighted sum of its shares, not each share its weight"
        for loss in ("soft_weighted*", "weighted_smoothed")
    },
    "*/weighted_smoothed_ignored_mean/*": "an ignored target of -100 is refused as an index",
    "*/binary_from_probs*/*": "p is kept 1e-12 from 0 and 1",
    "breaks/binary/*": _ROUNDED,
    "value*/kl_divergence/*": "q log q - q log p cancels, below 0 too",
    **{
        f"gradient*/z_loss/{regime}/*": "exp(x - logsumexp) of what was rounded, times 0 or inf"
        for regime in ("extreme_magnitudes", "infinite_loss")
    },
}
DTYPES = ("float64", "float32")  # on the CPU it has no other kernels
HOMEPAGE = "https://www.paddlepaddle.org.cn"


def cross_entropy(
    logits, targets, *, weight=None, label_smoothing=0.0, ignore_index=-100, reduction="none"
):
    """Of soft labels, and so of smoothed ones, it keeps the axis of the classes."""
    losses = F.cross_entropy(
        logits,
        targets,
        weight,
        ignore_index=ignore_index,
        reduction=reduction,
        label_smoothing=label_smoothing,
    )
    return losses.squeeze(-1) if label_smoothing and reduction == "none" else losses


def soft_cross_entropy(logits, probs, *, weight=None, reduction="none"):
    losses = F.cross_entropy(logits, probs, weight, reduction=reduction, soft_label=True)
    return losses.squeeze(-1) if reduction == "none" else losses


def binary_cross_entropy(logits, targets, *, pos_weight=None):
    return F.binary_cross_entropy_with_logits(
        logits, targets, reduction="none", pos_weight=pos_weight
    )


def binary_cross_entropy_from_probs(probs, targets):
    return F.binary_cross_entropy(probs, targets, reduction="none")


def binary_focal(logits, targets, *, gamma, alpha):
    return F.sigmoid_focal_loss(logits, targets, alpha=alpha, gamma=gamma, reduction="none")


def kl_divergence(logits, probs):
    return F.kl_div(F.log_softmax(logits, axis=-1), probs, reduction="none").sum(axis=-1)


def z_loss(logits):
    return paddle.logsumexp(logits, axis=-1) ** 2


def spatial_cross_entropy(logits, targets):
    return F.cross_entropy(logits, targets, reduction="none", axis=1)


def linear_cross_entropy(hidden, targets, *, classifier):
    return F.cross_entropy(hidden @ classifier.T, targets, reduction="none")
