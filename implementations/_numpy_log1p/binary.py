"""Binary cross-entropy: of logits by softplus, of probabilities by log and log1p.

softplus(z) = log(1 + exp(z)) is max(z, 0) + log1p(exp(-|z|)): neither addend is negative. Each
loss is a share times softplus(-z) and another share times softplus(z), which are not either. With
E = exp(-|z|), sigmoid is 1 / (1 + E) on the side to which the logit leans and E / (1 + E) on the
other, and nothing is taken from 1.
"""

import numpy as np

from implementations._numpy_log1p.rows import product, rounded, scaled


def binary_cross_entropy(logits, targets, *, pos_weight=None):
    """`pos_weight y softplus(-z) + (1 - y) softplus(z)`, elementwise of (num_examples, labels)."""
    wide, for_one, for_zero = _shares(logits, targets, pos_weight)
    tail = np.log1p(np.exp(-np.abs(wide)))
    losses = product(for_one, np.maximum(-wide, 0) + tail)
    losses += product(for_zero, np.maximum(wide, 0) + tail)
    return rounded(losses, logits.dtype)


def binary_cross_entropy_gradient(logits, targets, upstream=None, *, pos_weight=None):
    """`(against - along E) / (1 + E)`, towards 0, of the shares against and along the logit.

    Where E is about 1 its difference from 1 is what counts, and expm1 gives that: with equal
    shares nothing is left to cancel.
    """
    wide, for_one, for_zero = _shares(logits, targets, pos_weight)
    exp, positive = np.exp(-np.abs(wide)), wide >= 0
    along, against = np.where(positive, (for_one, for_zero), (for_zero, for_one))
    near = (against - along) - along * np.expm1(-np.abs(wide))
    steep = np.where((exp > 0.5) & (against > 0), near, against - along * exp)
    return scaled(np.where(positive, steep, -steep) / (1 + exp), upstream, logits.dtype)


def binary_cross_entropy_from_probs(probs, targets):
    """`-y log(p) - (1 - y) log1p(-p)`, elementwise; NaN for what is no probability."""
    wide, for_one, for_zero = _shares(probs, targets, None)
    losses = product(for_one, -np.log(wide)) + product(for_zero, -np.log1p(-wide))
    return rounded(losses, probs.dtype)


def binary_cross_entropy_from_probs_gradient(probs, targets, upstream=None):
    """`(p - y) / (p (1 - p))`: a difference of what is given, so that its rounding is the only one.

    Where y is 0 or 1 a factor cancels, without which p = y would be 0 / 0.
    """
    wide, for_one, for_zero = _shares(probs, targets, None)
    between = ((wide - for_one) / wide) / (1 - wide)
    slopes = np.select([for_one == 0, for_zero == 0], [1 / (1 - wide), -1 / wide], between)
    return scaled(slopes, upstream, probs.dtype)


def _shares(logits, targets, pos_weight):
    """In float64: the logits, and what softplus(-z) and softplus(z) are multiplied by."""
    ones = targets.astype(np.float64)
    for_one = ones if pos_weight is None else ones * pos_weight
    return logits.astype(np.float64), for_one, 1 - ones
