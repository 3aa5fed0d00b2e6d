"""Arrays on their way into a framework: copied, and never rounded."""

import ml_dtypes
import numpy as np


def exactly(array: np.ndarray, dtype: str | None) -> np.ndarray:
    """A fresh contiguous copy of *array* in *dtype*, by default its own.

    Every framework is handed the bits that this makes, since float64 to bfloat16 is rounded
    twice by some. Raises ValueError where the copy would not equal the original.
    """
    with np.errstate(all="ignore"):
        copy = np.array(array, dtype, order="C")
        same = copy.dtype == array.dtype
        if not same and not np.array_equal(copy.astype(array.dtype), array, equal_nan=True):
            raise ValueError(f"these values are not exact in {dtype}: round them beforehand")
    return copy


def widened(array) -> np.ndarray:
    """A fresh copy in NumPy: float64, exactly, of whatever floats, and integers as they are."""
    array = np.array(array)
    return array if array.dtype.kind in "biu" else array.astype(np.float64)


def smallest_normal(dtype: str) -> np.ndarray:
    """Several of it, since what a vector unit flushes a scalar one may not."""
    return np.full(64, float(ml_dtypes.finfo(dtype).smallest_normal))
