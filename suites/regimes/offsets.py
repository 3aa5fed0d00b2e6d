"""A common offset, which the loss does not notice: every logit lies on the offset's own grid.

Where values of the format are *spacing* apart, differences of logits are exact multiples of it,
while a log-sum-exp of the size of the offset is itself wrong by half a *spacing*.
"""

import numpy as np

from suites.regimes._drawing import any_class, any_or_likeliest, logsumexp, per_row


def mild_offset(rng, shape, format):
    """Raised to where values are 1/16 apart: `logsumexp - logits[target]` loses digits."""
    return _raised(rng, shape, format, 1 / 16)


def large_offset(rng, shape, format):
    """Raised to where values are 1/4 apart: what is added to the maximum is mostly lost."""
    return _raised(rng, shape, format, 1 / 4)


def coarse_offset(rng, shape, format):
    """Raised to where values are 8 apart: ties and small losses, which the maximum swallows."""
    return _raised(rng, shape, format, 8)


def large_negative_offset(rng, shape, format):
    """Lowered to where values are 1/4 apart: a tile padded with 0 outweighs the row."""
    return _lowered(rng, shape, format, 1 / 4)


def rows_far_apart(rng, shape, format):
    """High and low rows in turn: shifting by the maximum of the batch empties the low ones."""
    logits, _ = _raised(rng, shape, format, 1)
    logits *= np.resize([1, -1, -1, 1], per_row(shape))
    return logits, any_or_likeliest(rng, logits)


def logsumexp_near_zero(rng, shape, format):
    """A log-sum-exp that cancels to nothing: it is ill-conditioned there, the loss is not."""
    logits = rng.normal(size=shape)
    return logits - logsumexp(logits)[:, None], any_class(rng, shape)


def _raised(rng, shape, format, spacing):
    return _offset(rng, shape, format, spacing, 2.0**format.precision)


def _lowered(rng, shape, format, spacing):
    return _offset(rng, shape, format, spacing, -(2.0 ** (format.precision - 1)))


def _offset(rng, shape, format, spacing, highest):
    """Rows that start at so many spacings and stay in the binade where values are one apart."""
    half = 2.0 ** (format.precision - 1)
    steps = np.round(rng.normal(scale=min(3 / spacing, half / 4), size=shape))
    below = np.minimum(steps.max(axis=1, keepdims=True) - steps, half)
    logits = spacing * (highest - below)
    return logits, any_or_likeliest(rng, logits)
