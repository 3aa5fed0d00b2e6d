"""Tier 1: pairs of float64, 106 bits, whole arrays at a time. Decides every format.

A-priori relative error 2**-85 (observed: 2**-91 for the loss, 2**-102 for exponentials), and
2**-1050 absolute, where low words underflow. NumPy's functions give starting values only.
"""

import numpy as np

from suites.arithmetics import (
    Bounds,
    ExactPairs,
    double_double,
    end_of,
    scaled_exactly,
    two_sum,
)

PRECISION = 53  #: bits of the widest format that this tier is asked about

_RELATIVE, _ABSOLUTE = 2.0**-85, 2.0**-1050
_SMALLEST = 2.0**-1074  #: what is positive is never less, so that it is not taken for 0
_VANISHING = -800.0  # even 2**20 such exponentials, scaled by 2**50, are below half of 2**-1074


class DoubleDoubles(ExactPairs):
    """high + low, or positive and *vanishing*: 0 to every format but for the sign."""

    def __init__(self, high: np.ndarray, low: np.ndarray, vanishing: np.ndarray) -> None:
        self.high, self.low, self.vanishing = high, low, vanishing

    @classmethod
    def gaps(cls, logits, top):
        high, low = two_sum(logits, -np.take_along_axis(logits, top[:, None], 1))
        high = np.where(np.isneginf(logits), high, high.clip(np.finfo(float).min))
        return cls(high, np.nan_to_num(low), np.zeros(high.shape, bool))

    def exp(self):
        far = self.high < _VANISHING
        high, low = double_double.exp((np.where(far, 0.0, self.high), np.where(far, 0.0, self.low)))
        none = np.isneginf(self.high)
        high = high.clip(_SMALLEST)
        return DoubleDoubles(np.where(far, 0.0, high), np.where(far, 0.0, low), far & ~none)

    def log1p(self):
        return DoubleDoubles(*double_double.log1p((self.high, self.low)), self.vanishing)

    def __neg__(self):
        return DoubleDoubles(-self.high, -self.low, self.vanishing)

    def total(self, kept):
        high, low = double_double.total((self.high * kept, self.low * kept))
        return DoubleDoubles(high, low, (self.vanishing & kept).any(1) & (high == 0))

    def over(self, whole, other=None):
        divisor = whole.astype(np.float64), np.zeros(whole.shape)
        if other is not None:
            divisor = double_double.add((other.high, other.low), divisor)
        if self.high.ndim == 2:
            divisor = divisor[0][:, None], divisor[1][:, None]
        high, low = double_double.divide((self.high, self.low), divisor)
        high = np.where(self.high > 0, high.clip(_SMALLEST), high)
        return DoubleDoubles(high, low, self.vanishing)

    def placed(self, mask, other):
        words = zip(vars(self).values(), vars(other).values(), strict=True)
        return DoubleDoubles(*(np.where(mask, theirs[:, None], mine) for mine, theirs in words))

    @staticmethod
    def bounds(exact, rest, scale):
        exact = scaled_exactly(exact, scale)
        high, low = double_double.multiply((rest.high, rest.low), (scale, np.zeros_like(scale)))
        absolute = _ABSOLUTE * np.ceil(np.abs(scale))
        radius = np.abs(high) * _RELATIVE + absolute * (rest.high != 0)
        sign = np.where(np.signbit(rest.high), -1, 1) * np.sign(scale)
        sticky = rest.vanishing * sign
        return Bounds(
            end_of(*exact, high, low - radius, open_towards=sticky),
            end_of(*exact, high, low + radius, open_towards=sticky),
            *double_double.add(exact, (high, low)),
        )
