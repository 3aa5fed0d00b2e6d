"""In and out of exact rationals: from a float64, and to the ends of what a ball encloses."""

import numpy as np
from flint import fmpq

_INFINITESIMAL = fmpq(1, 2**4000)  # beside the exact part of a formula, a multiple of 2**-1126 / k


class _Masked:
    """The logit -inf, and every gap to it."""

    def __rsub__(self, other):
        return self


MASKED = _Masked()


def rational(number):
    return MASKED if number == -np.inf else fmpq(*float(number).as_integer_ratio())


def enclosed(exact, magnitude, sign, scale):
    """Both ends of scale * (exact + sign * magnitude) as `End`s, and the middle as a pair."""
    least, most = _ends(magnitude)
    factor = rational(scale)
    inward = 1 if least == 0 < most else 0  # the magnitude is positive: an end at 0 is open
    turned = int(sign) * ((factor > 0) - (factor < 0))
    near = factor * (exact + int(sign) * least), inward * turned
    far = factor * (exact + int(sign) * most), 0
    lower, upper = (near, far) if turned > 0 else (far, near)
    middle = (lower[0] + upper[0]) / 2
    high = _nearest(middle)
    low = _nearest(middle - rational(high)) if np.isfinite(high) else 0.0
    return (*_end(*lower), *_end(*upper), high, low)


def _ends(magnitude):
    if isinstance(magnitude, fmpq):
        return magnitude, magnitude
    least, most = (_dyadic(end) for end in (magnitude.lower(), magnitude.upper()))
    return max(least, fmpq(0)), most


def _dyadic(end):
    mantissa, exponent = map(int, end.man_exp())
    return fmpq(mantissa * 2 ** max(exponent, 0), 2 ** max(-exponent, 0))


def _nearest(number):
    """Of Python's division of integers: correctly rounded, with gradual underflow."""
    try:
        return int(number.p) / int(number.q)
    except OverflowError:
        return np.inf if number > 0 else -np.inf


def _end(point, open_towards):
    aside = point + open_towards * _INFINITESIMAL  # an open end breaks the tie that it is
    number = _nearest(aside)
    if np.isinf(number):
        return number, -1 if number > 0 else 1
    rest = aside - rational(number)
    return number, (rest > 0) - (rest < 0)
