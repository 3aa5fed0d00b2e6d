"""The quick tier of a sweep: losses and gradients of two classes, enclosed in float64.

Of two classes the cross-entropy is softplus(d) = max(d, 0) + log1p(exp(-|d|)), where d is how far
the other class lies above the target, and an entry of its gradient is the sigmoid of d or its
negative; so is the binary loss, of 0 and z. d is exact to 2**-53 of it, and exp and log1p of NumPy
are within 2 ulp, as tier 0 assumes. For |d| < 1100 the relative error of d is at most 1100 times as
large in the result; beyond, exp(-|d|) is below 2**-1074. So all is within 2**-40 of the answer or,
where it is subnormal, 2**-1060.
"""

import numpy as np

from suites.formats import Format
from suites.tally import bins

RELATIVE, ABSOLUTE = 2.0**-40, 2.0**-1060

Enclosure = tuple[np.ndarray, np.ndarray, np.ndarray]  #: the ends, and in between the best guess


@np.errstate(all="ignore")
def enclosed(d: np.ndarray, off: np.ndarray, quantity: str) -> Enclosure:
    """The loss, or the magnitude of an entry of its gradient, at a gap of *d* and *off*.

    It is above d and 0, and a gradient is below 1, on the side of 1/2 on which d is of 0: an end at
    which it cannot be is the better one.
    """
    vanishing = np.exp(-np.abs(d))
    if quantity == "value":
        exact = np.maximum(d, 0) + np.log1p(vanishing)
        least = np.where(off == 0, np.maximum(d, 0), 0.0)
        return _widened(exact, least, np.inf)
    slope = np.where(d < 0, vanishing, 1.0) / (1 + vanishing)
    return _widened(slope, np.where(d < 0, 0.0, 0.5), np.where(d > 0, 1.0, 0.5))


def _widened(exact: np.ndarray, least, most) -> Enclosure:
    lower = np.maximum(exact * (1 - RELATIVE) - ABSOLUTE, least)
    upper = np.minimum(exact * (1 + RELATIVE) + ABSOLUTE, most)
    return lower, exact, upper


@np.errstate(all="ignore")
def errors(
    computed: np.ndarray, enclosure: Enclosure, format: Format
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """In ulp, whether each answer is the nearest, and whether both are certain (Ziv's test).

    The sign has been taken from *computed*. Certain is what the two ends agree on: the nearest
    number, and the power of two that an error is below.
    """
    lower, _, upper = enclosure
    nearest = format.round(lower)
    certain = nearest == format.round(upper)
    right = computed == nearest
    off = [np.abs(computed - end) / format.ulp(end) for end in enclosure]
    off = [np.where(right, np.minimum(np.nan_to_num(each, nan=0.5), 0.5), each) for each in off]
    off = [np.where(np.isnan(each), np.inf, each) for each in off]
    certain = certain & (bins(off[0], right) == bins(off[2], right))
    return off[1], right, certain
