"""In and out of exact rationals: from a float64, and to the ends of what a ball encloses."""

import numpy as np
from flint import arb, fmpq

_VANISHED = arb(2) ** -14001  # what is smaller has an exponent that may not fit
_INFINITESIMAL = fmpq(1, 2**4000)  # beside the exact part of a formula, a multiple of 2**-1126 / k


class _Masked:
    """The logit -inf, and every gap to it."""

    def __rsub__(self, other):
        return self


MASKED = _Masked()


def rational(number):
    return MASKED if number == -np.inf else fmpq(*float(number).as_integer_ratio())


def quotients(numbers, whole):
    """Of float64 and one of them."""
    return np.frompyfunc(lambda number: rational(number) / rational(whole), 1, 1)(numbers)


def signed(number):
    """The magnitude and the sign of an fmpq or arb; 0 for the sign of one that is not known."""
    if isinstance(number, fmpq) or number.is_zero():
        number = number if isinstance(number, fmpq) else fmpq(0)
        return (number, 1) if number >= 0 else (-number, -1)
    if number > 0:
        return _not_too_small(number), 1
    return (_not_too_small(-number), -1) if number < 0 else (_not_too_small(number), 0)


def _not_too_small(number):
    """As a ball whose ends fit in memory."""
    if number.abs_upper() > _VANISHED:
        return number
    return arb(1, 1) * _VANISHED if number > 0 else arb(0, 1) * _VANISHED


def enclosed(exact, magnitude, sign, scale):
    """Both ends of scale * (exact + sign * magnitude) as `End`s, and the middle as a pair.

    Where the sign is 0 the magnitude has its own.
    """
    factor = scale if isinstance(scale, fmpq) else rational(scale)
    upwards = (factor > 0) - (factor < 0)
    least, most = _ends(magnitude) if sign else map(_dyadic, (magnitude.lower(), magnitude.upper()))
    inward = 1 if sign and least == 0 < most else 0  # it is positive: an end at 0 is open
    way = int(sign) or 1
    turned = way * upwards
    near = factor * (exact + way * least), inward * turned
    far = factor * (exact + way * most), 0
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
