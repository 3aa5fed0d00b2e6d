"""The arithmetics in which a loss states its formula once and the oracle evaluates it thrice.

Each is a class of arrays, (rows, classes) or (rows,), of enclosed real numbers that are not
negative unless negated, with one vocabulary:

    gaps(logits, top)      x_j - x_top, exact and at most 0; -inf stays -inf
    difference(a, b)       a - b of two float64 arrays, exactly
    ratio(a, b)            a / b of two arrays of whole numbers, exactly, where
    holds_inverse(b)       says that it can be held
    x.exp() x.log1p() -x   elementwise
    x.total(kept)          the sum of each row over the classes of a mask
    x.over(k, s)           x / (k + s), both one number a row; k is whole, s is 0 by default, and
                           x not negative: signs come last
    x.placed(mask, y)      x with y[row] at the classes of a mask
    bounds(exact, rest, scale)   the enclosure of scale * (exact + rest)

Losses of soft targets, whose coefficients are fractions, have the first and the last of these:

    fractions(a, whole)    a / whole of arrays that are not negative, as they are multiplied with
    of_fractions(q)        the sum of each row of them
    x.times(q)             x times fractions, where neither is negative
    mixed(q, gaps, x)      the sum of each row of q_j * -gap_j, and x, as a pair (exact, rest); a
                           q_j of 0 drops even a gap that is infinite
    less(exact, x, total, q)     total * (exact + x) - q as such a pair, where exact is a `ratio`

Losses that are reduced have, in `Intervals` and `Balls`,

    totalled(exact, x, scale, whole)   the sum of all scaled rows over *whole*, as a pair of one
    crossed(exact, x, scale, rows)     that of their outer products with *rows*, in `Balls` alone

Formulas of any other kind are evaluated in `Balls` alone, TIERS = (2,), which have the numbers of
`suites.arithmetics.reals`: object arrays with Python's operators and

    exactly(array)         finite float64, exactly
    exp_of(x) expm1_of(x) log_of(x) log1p_of(x) tanh_of(x) sech_of(x) power_of(x, exponent)
    ended(exact, rest)     such a pair, of rationals and of numbers that may have any sign

`gaps` and the operations on x return enclosures; `difference` and `ratio` return exact numbers of
the arithmetic's own kind. A formula ends in a pair (exact, rest), and that matters:
*rest* has a known sign and is 0 only where its enclosure is [0, 0], so the end of the enclosure
at *exact* is open. Where *exact* is a midpoint of the format and *rest* far below its last bit,
no precision that fits in memory would separate the two, and the sign alone rounds correctly.
"""

from dataclasses import dataclass

import numpy as np

#: A float64 array and the direction, -1, 0 or 1, in which the exact end of an enclosure lies
#: from it, at most half an ulp away. NaN where the arithmetic cannot tell.
End = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True, eq=False)
class Bounds:
    """Real numbers between two ends, and their best approximation high + low."""

    lower: End
    upper: End
    high: np.ndarray
    low: np.ndarray


class ExactPairs:
    """The exact numbers of tiers 0 and 1, two float64 each: of a sum, or of a ratio if it fits."""

    @staticmethod
    def difference(a, b):
        return two_sum(a, -b)

    @staticmethod
    def holds_inverse(whole):
        return np.frexp(whole)[0] == 0.5  # a power of two

    @staticmethod
    def ratio(a, b):
        return a / b, np.zeros(a.shape)


def two_sum(a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The rounded sum and its error, exactly (Knuth), barring overflow."""
    total = a + b
    other = total - a
    return total, (a - (total - other)) + (b - other)


def two_product(a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The rounded product and its error, exactly (Dekker), barring overflow and underflow."""
    product = a * b
    a_high, a_low = _split(a)
    b_high, b_low = _split(b)
    error = ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low
    return product, error


def _split(a: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    scaled = 134217729.0 * a  # 2**27 + 1
    high = scaled - (scaled - a)
    return high, a - high


def scaled_exactly(exact, scale: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The product of a pair and *scale* where a pair can hold it, else NaN: for another tier."""
    high, low = exact
    product, error = two_product(high, scale)
    whole = (scale == 1) | (np.abs(high) == 1) | (high == 0)  # nothing to round
    product, error = np.where(whole, high * scale, product), np.where(whole, low * scale, error)
    return np.where((low != 0) & (scale != 1), np.nan, product), error


def end_of(*terms: np.ndarray, open_towards: np.ndarray) -> End:
    """The exact sum of float64 *terms* as an `End`.

    Four passes of error-free sums leave the terms in non-overlapping order, so that the sign of
    what the first leaves out is that of the next that is not 0. Where nothing is left out, the
    end is open in the direction *open_towards*. Either may break a tie, which went to the even
    neighbour, in favour of the other one.
    """
    parts = list(np.broadcast_arrays(*terms))
    for _ in range(4):
        for i in range(len(parts) - 1, 0, -1):
            parts[i - 1], parts[i] = two_sum(parts[i - 1], parts[i])
    number, error, *more = parts
    rest = sum(more, np.zeros_like(number))
    beyond = np.sign(np.where(rest != 0, rest, open_towards))
    side = np.sign(error)
    neighbour = np.nextafter(number, np.copysign(np.inf, error))
    other = (2 * error == neighbour - number) & (beyond == side)
    number = np.where(other, neighbour, number)
    side = np.where(other, -side, np.where(error != 0, side, beyond))
    return number, np.nan_to_num(side).astype(np.int8)
