"""Double-double arithmetic on pairs of arrays: high + low, |low| at most half an ulp of high.

Sums and products after Dekker (1971); exp by reduction to |r| < 2**-10 and repeated squaring of
1 + expm1(r), as in the QD library of Hida, Li and Bailey (2001); log1p by one Newton step.
"""

import numpy as np

from suites.arithmetics import two_product, two_sum

Pair = tuple[np.ndarray, np.ndarray]

_LN2 = (0.6931471805599453, 2.3190468138462996e-17)
_SQUARINGS = 9
_FACTORIALS = (1.0, 2.0, 6.0, 24.0, 120.0, 720.0, 5040.0, 40320.0, 362880.0)


def _renormalised(high: np.ndarray, low: np.ndarray) -> Pair:
    total = high + low
    return total, low - (total - high)


def add(a: Pair, b: Pair) -> Pair:
    high, error = two_sum(a[0], b[0])
    low, more = two_sum(a[1], b[1])
    high, error = _renormalised(high, error + low)
    return _renormalised(high, error + more)


def multiply(a: Pair, b: Pair) -> Pair:
    high, error = two_product(a[0], b[0])
    return _renormalised(high, error + (a[0] * b[1] + a[1] * b[0]))


def divide(a: Pair, b: Pair) -> Pair:
    quotient = a[0] / b[0]
    product = multiply(b, (quotient, np.zeros_like(quotient)))
    remainder = add(a, (-product[0], -product[1]))
    return _renormalised(quotient, remainder[0] / b[0])


def total(a: Pair) -> Pair:
    """The sum along the last axis, as a tree."""
    high, low = a
    while (width := high.shape[-1]) > 1:
        half = (width + 1) // 2
        high, low = (np.pad(word, ((0, 0), (0, 2 * half - width))) for word in (high, low))
        high, low = add((high[:, :half], low[:, :half]), (high[:, half:], low[:, half:]))
    return high[:, 0], low[:, 0]


def exp(a: Pair) -> Pair:
    """For -800 <= a <= 0: relative error below 2**-95 where nothing underflows."""
    zero = np.zeros_like(a[0])
    twos = np.rint(a[0] / _LN2[0])
    shift = multiply((twos, zero), (zero + _LN2[0], zero + _LN2[1]))
    reduced = add(a, (-shift[0], -shift[1]))
    reduced = reduced[0] / 2.0**_SQUARINGS, reduced[1] / 2.0**_SQUARINGS
    series = zero, zero
    for factorial in reversed(_FACTORIALS):
        term = divide((zero + 1, zero), (zero + factorial, zero))
        series = multiply(add(series, term), reduced)
    for _ in range(_SQUARINGS):  # expm1(2r) = 2 expm1(r) + expm1(r)**2
        series = add(multiply(series, series), (2 * series[0], 2 * series[1]))
    high, low = add(series, (zero + 1, zero))
    return np.ldexp(high, twos.astype(int)), np.ldexp(low, twos.astype(int))


def log1p(a: Pair) -> Pair:
    """For a >= 0: relative error below 2**-90."""
    zero = np.zeros_like(a[0])
    guess = np.log1p(a[0])
    # log1p(a) = guess + log1p(t) with 1 + t = (1 + a) exp(-guess), and t is about 2**-53.
    ratio = multiply(add(a, (zero + 1, zero)), exp((-guess, zero)))
    t = add(ratio, (zero - 1, zero))
    large = add((guess, zero), t)  # what log1p(t) - t leaves out is below 2**-95 of it
    series = zero, zero  # a - a**2/2 + ...: relative where t is only absolute
    for i in range(9, 0, -1):
        term = divide((zero + (-1.0) ** (i + 1), zero), (zero + i, zero))
        series = multiply(add(series, term), a)
    small = a[0] < 2.0**-12
    return np.where(small, series[0], large[0]), np.where(small, series[1], large[1])
