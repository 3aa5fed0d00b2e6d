"""The vocabulary of `suites.arithmetics` in plain high precision: no enclosures, no proofs.

The logits may be any real numbers, so that a formula can be differentiated numerically.
"""

import numpy as np
from mpmath import mp, mpf

_exp, _log1p = (np.frompyfunc(function, 1, 1) for function in (mp.exp, lambda x: mp.log(1 + x)))
reals = np.frompyfunc(mpf, 1, 1)


class Decimals:
    """Arrays of mpf, as precise as `mp.dps` says."""

    def __init__(self, number):
        self.number = number

    @classmethod
    def gaps(cls, logits, top):
        return cls(logits - np.take_along_axis(logits, top[:, None], 1))

    @staticmethod
    def difference(a, b):
        return a - b

    @staticmethod
    def holds_inverse(whole):
        return np.ones(whole.shape, bool)

    @staticmethod
    def ratio(a, b):
        return reals(a) / reals(b)

    @staticmethod
    def fractions(numbers, whole):
        return reals(numbers) / reals(whole)

    @staticmethod
    def of_fractions(fractions):
        return fractions.sum(1)

    def times(self, factor):
        return Decimals(self.number * factor)

    @classmethod
    def mixed(cls, fractions, gaps, rest):
        products = np.where(fractions == 0, mpf(0), fractions) * -gaps.number
        return np.where(fractions == 0, mpf(0), products).sum(1), rest

    @staticmethod
    def less(exact, rest, total, fractions):
        return exact * total[:, None] - fractions, rest.times(total[:, None])

    def exp(self):
        return Decimals(_exp(self.number))

    def log1p(self):
        return Decimals(_log1p(self.number))

    def __neg__(self):
        return Decimals(-self.number)

    def total(self, kept):
        return Decimals(np.where(kept, self.number, mpf(0)).sum(1))

    def over(self, whole, other=None):
        divisor = reals(whole) + (0 if other is None else other.number)
        return Decimals(self.number / (divisor[:, None] if self.number.ndim == 2 else divisor))

    def placed(self, mask, other):
        return Decimals(np.where(mask, other.number[:, None], self.number))

    exactly = staticmethod(reals)
    exp_of, log1p_of = staticmethod(_exp), staticmethod(_log1p)
    expm1_of, log_of, tanh_of, sech_of = (
        staticmethod(np.frompyfunc(function, 1, 1))
        for function in (lambda x: mp.exp(x) - 1, mp.log, mp.tanh, mp.sech)
    )

    @staticmethod
    def power_of(x, exponent):
        return np.frompyfunc(lambda y: mp.power(y, mpf(exponent)), 1, 1)(x)

    @classmethod
    def ended(cls, exact, rest):
        return exact, cls(rest)

    @staticmethod
    def sum(exact, rest):
        """What a formula ends in, as one array."""
        return exact + rest.number
