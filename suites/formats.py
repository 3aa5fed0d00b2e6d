"""The four floating-point formats under test, and rounding to them in integer arithmetic.

Casts of the frameworks are not used to round a reference: float64 to bfloat16 goes through
float32 in PyTorch, JAX and ml_dtypes alike, which rounds twice.
"""

from dataclasses import dataclass

import ml_dtypes  # noqa: F401  (teaches NumPy the name "bfloat16")
import numpy as np


@dataclass(frozen=True)
class Format:
    """A binary format with gradual underflow, named as NumPy names it."""

    name: str
    precision: int  #: significant bits, the hidden one included
    min_exponent: int  #: 2**min_exponent is the smallest normal number
    max_exponent: int  #: the largest finite number lies below 2**(max_exponent + 1)

    @property
    def unit_roundoff(self) -> float:
        return 2.0**-self.precision

    @property
    def eps(self) -> float:
        return 2.0 ** (1 - self.precision)

    @property
    def max(self) -> float:
        return (2 - self.eps) * 2.0**self.max_exponent

    @property
    def tiny(self) -> float:
        """The smallest normal number."""
        return 2.0**self.min_exponent

    @property
    def smallest_subnormal(self) -> float:
        return 2.0**self.min_exponent * self.eps

    def ulp(self, exact: np.ndarray) -> np.ndarray:
        """Goldberg's unit in the last place at the exact value, extended to 0 and to overflow."""
        exponent = np.frexp(exact)[1] - 1
        exponent = np.clip(exponent, self.min_exponent, self.max_exponent)
        exponent = np.where(exact == 0, self.min_exponent, exponent)
        exponent = np.where(np.isinf(exact), self.max_exponent, exponent)
        return np.ldexp(1.0, exponent - self.precision + 1)

    def round(self, array: np.ndarray) -> np.ndarray:
        """The nearest values of the format, ties to even, as float64."""
        array = np.asarray(array, np.float64)
        if self.name in ("float64", "float32", "float16"):  # NumPy rounds to these once
            with np.errstate(over="ignore", under="ignore", invalid="ignore"):
                return array.astype(self.name).astype(np.float64)
        return _bfloat16(array)

    @np.errstate(over="ignore", under="ignore", invalid="ignore")
    def bracket(
        self, number: np.ndarray, side: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Round an exact value down, to nearest and up.

        The exact value is *number*, the float64 nearest to it, plus something at most half a
        float64 ulp long in the direction *side* (-1, 0 or 1): its sticky bit. NaN stays NaN.
        """
        if self.precision == 53:
            down = np.where(side < 0, np.nextafter(number, -np.inf), number)
            up = np.where(side > 0, np.nextafter(number, np.inf), number)
            return down, number, up
        finite = np.isfinite(number)
        mantissa, exponent = np.frexp(np.where(finite, number, 0.0))
        # Just below a power of two, seen from zero, the spacing is the finer one.
        exponent = exponent - ((np.abs(mantissa) == 0.5) & (mantissa * side < 0)) - 1
        exponent = np.where(mantissa == 0, self.min_exponent, exponent)
        quantum = np.maximum(exponent, self.min_exponent) - self.precision + 1
        scaled = np.ldexp(np.where(finite, number, 0.0), -quantum)  # below 2**precision: exact
        floor = np.floor(scaled)
        exact, middle = scaled == floor, floor + 0.5  # without error, unlike scaled - floor
        below = exact & (side < 0)
        lower = floor.astype(np.int64) - below
        upper = lower + (~exact | (side != 0))
        tie = np.where(side == 0, lower % 2, side > 0)
        nearer_up = np.where(scaled == middle, tie, scaled > middle) | below
        nearest = np.where(nearer_up, upper, lower)
        down, near, up = (
            np.where(whole == 0, np.copysign(0.0, number), np.ldexp(whole * 1.0, quantum))
            for whole in (lower, nearest, upper)
        )
        down, near, up = (np.where(finite, end, number) for end in (down, near, up))
        inf = np.inf
        down = np.where(down > self.max, self.max, np.where(down < -self.max, -inf, down))
        up = np.where(up < -self.max, -self.max, np.where(up > self.max, inf, up))
        near = np.where(np.abs(near) > self.max, np.copysign(inf, near), near)
        return down, near, up


@np.errstate(over="ignore", under="ignore", invalid="ignore")
def _bfloat16(array: np.ndarray) -> np.ndarray:
    """Rounded once, by way of a float32 that is odd where it is inexact.

    Its 24 bits are two more than bfloat16's 8, so that no midpoint comes of rounding (Boldo and
    Melquiond, IEEE Trans. Comput. 57(4), 2008). The upper half of its bits are those of bfloat16.
    """
    single = np.atleast_1d(array.astype(np.float32))
    bits, inexact = single.view(np.uint32), single != array
    bits -= np.abs(single) > np.abs(array)  # towards zero
    bits |= inexact & ~np.isnan(array)
    number = ~np.isnan(array)
    bits += np.where(number, 0x7FFF + (bits >> 16 & 1), 0).astype(np.uint32)
    bits &= np.uint32(0xFFFF0000)
    return single.reshape(array.shape).astype(np.float64)


FORMATS = {
    format.name: format
    for format in (
        Format("float64", 53, -1022, 1023),
        Format("float32", 24, -126, 127),
        Format("bfloat16", 8, -126, 127),
        Format("float16", 11, -14, 15),
    )
}
