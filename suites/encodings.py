"""Numbers of a format as integers in the same order, so that a step of one is a step of an ulp."""

from functools import cache

import numpy as np

from suites.formats import Format


def ordinals(numbers: np.ndarray, format: Format) -> np.ndarray:
    """Of values of the format, in float64: neighbours differ by 1, and both zeros are 0."""
    bits = np.asarray(numbers, np.float64).astype(format.name).view(_integer(format))
    return np.where(bits < 0, -(bits & np.iinfo(bits.dtype).max).astype(np.int64), bits)


def numbers(ordinals: np.ndarray, format: Format) -> np.ndarray:
    """The values, in float64; past the ends the largest finite ones."""
    most = largest(format)
    clipped = np.clip(ordinals, -most, most)
    found = np.abs(clipped).astype(_integer(format)).view(format.name).astype(np.float64)
    return np.copysign(found, clipped)


@cache
def largest(format: Format) -> int:
    """The ordinal of the largest finite number."""
    return int(ordinals(np.array(format.max), format))


def every(format: Format, first: int = 0, last: int | None = None) -> np.ndarray:
    """The finite numbers whose encodings, as unsigned integers, are from *first* to below *last*.

    In the order of the encodings, so that 0 comes before -0.
    """
    unsigned = _integer(format).newbyteorder("=").str.replace("i", "u")
    last = 2 ** (8 * np.dtype(unsigned).itemsize) if last is None else last
    found = np.arange(first, last, dtype=np.int64).astype(unsigned).view(format.name)
    with np.errstate(invalid="ignore"):  # a signalling NaN is one
        return found[np.isfinite(found)].astype(np.float64)


def _integer(format: Format) -> np.dtype:
    return np.dtype(f"i{np.dtype(format.name).itemsize}")
