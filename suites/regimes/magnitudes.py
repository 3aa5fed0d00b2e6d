"""The whole range of a format, down to its last subnormal and up to its largest number."""

import numpy as np

from suites.regimes._drawing import any_class, decode, other_class, put


def extreme_magnitudes(rng, shape, format):
    """Logits of the size of the largest numbers: their differences just fit, little else does."""
    top = format.max_exponent
    magnitude = np.exp2(rng.uniform(0.8 * top, top - 1, shape))
    return _signed(rng, magnitude), any_class(rng, shape)


def tied_at_the_largest_number(rng, shape, format):
    """Ties past max / log2(e): multiplied by log2(e) before the shift, they are inf - inf."""
    targets = any_class(rng, shape)
    level = format.max * rng.uniform(0.75, 1, shape[0])
    logits = put(format.max * rng.uniform(-1, 0.7, shape), targets, level)
    return put(logits, other_class(rng, targets, shape), level), targets


def log_uniform_magnitudes(rng, shape, format):
    """From the smallest subnormal to 128: subnormal logits that some hardware reads as zero."""
    magnitude = np.exp2(rng.uniform(np.log2(format.smallest_subnormal), 7, shape))
    return _signed(rng, magnitude), any_class(rng, shape)


def every_encoding(rng, shape, format):
    """Bit patterns, uniform over the finite ones: the whole format in one row."""
    ordinals = rng.integers(_num_exponents(format) << (format.precision - 1), size=shape)
    return _signed(rng, decode(ordinals, format)), any_class(rng, shape)


def _signed(rng, magnitudes):
    return np.where(rng.random(magnitudes.shape) < 0.5, -magnitudes, magnitudes)


def _num_exponents(format):
    """Of finite encodings: the normal ones, and one for zero and the subnormal numbers."""
    return format.max_exponent - format.min_exponent + 2
