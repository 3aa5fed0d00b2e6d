"""A second opinion on the oracle: cross-entropy in MPFR, rounded in exact rationals.

It shares no code with the oracle. Every operation is rounded down for one end and up for the
other (MPFR, Fousse et al., ACM TOMS 33(2), 2007), and both ends are rounded to the format. What
is known of the sign in advance keeps an end off the limit that the smaller terms only approach.
"""

from functools import cache, reduce
from typing import NamedTuple

import gmpy2
import numpy as np
from gmpy2 import mpfr, mpq


class Binary(NamedTuple):
    """IEEE 754-2019, table 3.5, and Intel's white paper on bfloat16."""

    precision: int
    least: int  #: the exponent of the smallest normal number
    most: int  #: and of the largest number

    @property
    def largest(self):
        return float(2**self.precision - 1) * 2.0 ** (self.most - self.precision + 1)


FORMATS = {
    "float64": Binary(53, -1022, 1023),
    "float32": Binary(24, -126, 127),
    "bfloat16": Binary(8, -126, 127),
    "float16": Binary(11, -14, 15),
}
PRECISIONS = 160, 640, 2560, 10240
NOTHING = mpq(1, 2**3000)  # an infinitesimal: what is rounded here is 0 or far larger


def bracket(exact, side, dtype):
    """The exact number, and an infinitesimal in the direction *side*, down, to nearest and up."""
    precision, least, _ = FORMATS[dtype]
    exact += side * NOTHING
    magnitude = abs(exact)
    numerator, denominator = int(magnitude.numerator), int(magnitude.denominator)
    exponent = numerator.bit_length() - denominator.bit_length()
    exponent -= magnitude < mpq(2) ** exponent
    quantum = mpq(2) ** (max(exponent, least) - precision + 1)
    steps, rest = divmod(numerator * quantum.denominator, denominator * quantum.numerator)
    rest = mpq(rest, denominator * quantum.numerator)
    lower, upper = steps, steps + (rest > 0)
    nearest = upper if rest > mpq(1, 2) or (rest == mpq(1, 2) and steps % 2) else lower
    largest = mpq(FORMATS[dtype].largest)
    lower, nearest, upper = (whole * quantum for whole in (lower, nearest, upper))
    nearest, upper = (float(x) if x <= largest else np.inf for x in (nearest, upper))
    found = float(min(lower, largest)), nearest, upper
    return found if exact >= 0 else tuple(-end for end in reversed(found))


def value(row, target, dtype, scale=1.0):
    """*scale* times the loss of one row of finite logits, or -inf off the target.

    (down, nearest, up).
    """
    return _rounded(lambda bits: [_loss(row, target, bits)], scale, dtype)[0]


def gradient(row, target, scale, dtype):
    """The gradient of *scale* times that loss, one (down, nearest, up) for each class."""
    return _rounded(lambda bits: _slopes(row, target, bits), scale, dtype)


def _rounded(enclose, scale, dtype):
    for bits in PRECISIONS:
        found = [_agreed(*enclosure, mpq(scale), dtype) for enclosure in enclose(bits)]
        if None not in found:
            return found
    raise ArithmeticError("no precision separates this from a midpoint")


def _agreed(least, most, limit, side, scale, dtype):
    """What both ends round to, or None; *limit* is approached from *side*, never attained."""
    ends = [(least, 0), (most, 0)]
    if least <= limit <= most:
        ends[0 if side > 0 else 1] = limit, side
        ends = [(limit, 0)] * 2 if side == 0 else ends
    turn = -1 if scale < 0 else scale != 0
    one, other = (bracket(scale * end, turn * open_, dtype) for end, open_ in ends)
    return one if one == other else None


def _loss(row, target, bits):
    """(max - x_t) + log(the sum of all exponentials), which is above max - x_t."""
    (low, high), (down, up) = _total(_exponentials(row, bits), bits), _contexts(bits)
    limit = mpq(max(row)) - mpq(row[target])
    least, most = _rational(down.log(low), 0), _rational(up.log(high), NOTHING)
    return limit + least, limit + most, limit, int(row.count(-np.inf) < len(row) - 1)


def _slopes(row, target, bits):
    """Each probability less one_hot; below 1/k for k largest logits, above 0 for the others."""
    top, copies = max(row), row.count(max(row))
    others = row.count(-np.inf) + copies < len(row)
    exponentials = _exponentials(row, bits)
    (low, high), (down, up) = _total(exponentials, bits), _contexts(bits)
    for k, (x, ends) in enumerate(zip(row, exponentials, strict=True)):
        own, limit = int(k == target), mpq(int(x == top), copies)
        least = _rational(down.div(ends[0], high), 0)
        most = _rational(up.div(ends[1], low), NOTHING)
        side = 0 if x == -np.inf else -int(others) if x == top else 1
        yield least - own, most - own, limit - own, side


def _exponentials(row, bits):
    """Of each logit less the largest: rounded down, and up."""
    top = mpq(max(row))
    nothing = mpfr(0), mpfr(0)
    return [
        nothing if x == -np.inf else tuple(c.exp(mpfr(mpq(x) - top, 0, c)) for c in _contexts(bits))
        for x in row
    ]


def _total(exponentials, bits):
    columns = zip(_contexts(bits), zip(*exponentials, strict=True), strict=True)
    return tuple(reduce(context.add, column) for context, column in columns)


def _rational(number, instead):
    """Exactly, but for what is far below every format: its exponent would not fit."""
    return mpq(number) if number == 0 or gmpy2.get_exp(number) > -3000 else mpq(instead)


@cache
def _contexts(bits):
    widest = {"emin": gmpy2.get_emin_min(), "emax": gmpy2.get_emax_max(), "precision": bits}
    return tuple(gmpy2.context(round=way, **widest) for way in (gmpy2.RoundDown, gmpy2.RoundUp))
