"""HIPS autograd: the `logsumexp` of `autograd.scipy.special` minus a logit, differentiated."""

import autograd.numpy as anp
import numpy as np
from autograd import make_vjp
from autograd.scipy.special import logsumexp

from implementations import _logsumexp, _options

FRAMEWORK = "numpy"
DTYPES = ("float64", "float32", "float16")  # of bfloat16 it makes float32
KNOWN_FAILURES = (
    _logsumexp.CANCELLED
    | _logsumexp.SOFT
    | _options.WEIGHED_TOO_LATE
    | _options.NO_SHARE
    | {
        f"gradient*/*/{regime}/*": "exp(x - logsumexp), of a log-sum-exp that was rounded"
        for regime in (
            "*_offset",
            "all_equal",
            "assorted",
            "bfloat16_grid",
            "confident",
            "decreasing",
            "far_spread",
            "heavy_tailed",
            "language_model",
            "log_uniform_magnitudes",
            "low_temperature",
            "midpoint_gap",
            "near_ties",
            "overflowing_exp",
            "ramp",
            "rows_far_apart",
            "spread_out",
            "target_one_ulp_below",
            "tied_at_the_largest_number",
            "tied_with_the_target",
            "underflowing_exp",
            "whole_numbers",
        )
    }
    | {
        f"*/entropy/{regime}/*": "a probability of 0 times the logarithm of it, NaN"
        for regime in ("infinite_loss", "masked_with_infinity", "nonfinite_table")
    }
    | {
        "*/float16/*": "the log-sum-exp, or what is beside it, is rounded to 11 bits",
        "exact_shift/*": _logsumexp.OFFSET,
        "gradient/*/nonfinite_table/*": "at a maximum of NaN or infinity some slopes are 0",
        "gradient/z_loss/infinite_loss/*": "twice the log-sum-exp overflows, times 0",
        "targets_out_of_range/*": "a target of -1 is the last class, as everywhere in NumPy",
    }
)
HOMEPAGE = "https://github.com/HIPS/autograd"


def cross_entropy(logits, targets, *, weight=None):
    loss = logsumexp(logits, axis=-1) - logits[np.arange(len(targets)), targets]
    return loss if weight is None else loss * weight[targets]


def cross_entropy_gradient(logits, targets, upstream=None, *, weight=None):
    return _gradient(lambda x: cross_entropy(x, targets, weight=weight), logits, upstream)


def soft_cross_entropy(logits, probs):
    return probs.sum(axis=-1) * logsumexp(logits, axis=-1) - anp.sum(probs * logits, axis=-1)


def soft_cross_entropy_gradient(logits, probs, upstream=None):
    return _gradient(lambda x: soft_cross_entropy(x, probs), logits, upstream)


def z_loss(logits):
    return logsumexp(logits, axis=-1) ** 2


def z_loss_gradient(logits, upstream=None):
    return _gradient(z_loss, logits, upstream)


def entropy(logits):
    log_probs = logits - logsumexp(logits, axis=-1, keepdims=True)
    return -anp.sum(anp.exp(log_probs) * log_probs, axis=-1)


def entropy_gradient(logits, upstream=None):
    return _gradient(entropy, logits, upstream)


def _gradient(losses, logits, upstream):
    pullback, value = make_vjp(losses)(logits)
    return pullback(np.ones_like(value) if upstream is None else upstream)
