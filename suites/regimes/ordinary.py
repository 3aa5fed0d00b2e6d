"""Logits as models produce them, from a fresh classifier to a trained language model."""

import numpy as np

from suites.regimes._drawing import any_class, any_or_likeliest, per_row


def ordinary(rng, shape, format):
    """Standard normal logits: the baseline, where only a wrong formula goes wrong."""
    return rng.normal(size=shape), any_class(rng, shape)


def spread_out(rng, shape, format):
    """Logits ten times as wide, so that terms of one sum differ by many orders of magnitude."""
    logits = 10 * rng.normal(size=shape)
    return logits, any_or_likeliest(rng, logits)


def far_spread(rng, shape, format):
    """Logits fifty times as wide, so that most exponentials overflow or vanish unless shifted."""
    logits = 50 * rng.normal(size=shape)
    return logits, any_or_likeliest(rng, logits)


def heavy_tailed(rng, shape, format):
    """Cauchy logits, where one outlier dwarfs the row and the other gaps are rounded to its ulp."""
    logits = np.clip(5 * rng.standard_cauchy(shape), -format.max / 4, format.max / 4)
    return logits, any_or_likeliest(rng, logits)


def language_model(rng, shape, format):
    """Gumbel logits and a next token drawn from them: losses of every size in one batch."""
    logits = np.exp2(rng.uniform(-1, 3, per_row(shape))) * rng.gumbel(size=shape)
    return logits, np.argmax(logits + rng.gumbel(size=shape), axis=1)


def low_temperature(rng, shape, format):
    """Logits divided by 0.01 after the target is drawn: losses are plain gaps, or tiny."""
    logits = rng.normal(size=shape)
    return logits / 0.01, np.argmax(logits + rng.gumbel(size=shape), axis=1)


def high_temperature(rng, shape, format):
    """Logits divided by 100: each exp is next to 1, and all that matters is in the last digits."""
    return rng.normal(size=shape) / 100, any_class(rng, shape)


def softcapped(rng, shape, format):
    """Logits capped at 30 by tanh: plateaus of near ties at both ends, and nothing between."""
    logits = 30 * np.tanh(100 * rng.normal(size=shape) / 30)
    return logits, any_or_likeliest(rng, logits)
