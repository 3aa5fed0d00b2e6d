"""Logits that come from a coarser grid: many duplicates, and gaps that are exact."""

import ml_dtypes
import numpy as np

from suites.formats import FORMATS
from suites.regimes import NotProvoked
from suites.regimes._drawing import any_or_likeliest


def whole_numbers(rng, shape, format):
    """Small integers: exact gaps and many ties, so that any error is of exp, log or the sum."""
    logits = np.round(6 * rng.normal(size=shape))
    return logits, any_or_likeliest(rng, logits)


def bfloat16_grid(rng, shape, format):
    """Logits of a bfloat16 model, upcast: a cast back to it loses nothing but the loss."""
    return _on_the_grid_of(FORMATS["bfloat16"], rng, shape, format)


def float16_grid(rng, shape, format):
    """Logits of a float16 model, upcast: they survive a cast back, their exponentials do not."""
    return _on_the_grid_of(FORMATS["float16"], rng, shape, format)


def float8_dequantised(rng, shape, format):
    """One scale a row times e4m3: a handful of distinct logits, the maximum often tied."""
    logits = 6 * rng.normal(size=shape)
    scale = np.abs(logits).max(axis=1, keepdims=True) / 448
    quantised = (logits / scale).astype(ml_dtypes.float8_e4m3fn).astype(np.float64)
    return scale * quantised, any_or_likeliest(rng, logits)


def _on_the_grid_of(coarse, rng, shape, format):
    if format.precision <= coarse.precision:
        raise NotProvoked(f"{format.name} is no finer than {coarse.name}")
    logits = coarse.round(6 * rng.normal(size=shape))
    return logits, any_or_likeliest(rng, logits)
