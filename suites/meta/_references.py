"""References made by hand, rounded by exact rationals."""

import numpy as np
from gmpy2 import mpq, sign

from suites.formats import FORMATS
from suites.meta._evaluator import bracket
from suites.reference import Reference
from suites.ruling import Ruling


def reference(exact, dtype, *, losses=True, condition=0.0, lenient=True, canonical=0.0, **flags):
    """Of the *exact* numbers; where one is NaN the table rules, and its answer is *canonical*.

    *flags* are those of the ruling: whether NaN is accepted too, any answer is, or none counts.
    """
    outside = np.array([x != x for x in exact], bool)
    exact = [mpq(0) if out else mpq(x) for x, out in zip(exact, outside, strict=True)]
    high, nearest = (np.array([bracket(x, 0, y)[1] for x in exact]) for y in ("float64", dtype))
    canonical = np.where(outside, canonical, 0.0)
    size = len(exact)
    none = {name: np.zeros(size, bool) for name in ("free", "ignored")}
    return Reference(
        format=FORMATS[dtype],
        losses=losses,
        high=high,
        low=np.array([float(_beyond(*pair)) for pair in zip(exact, high, strict=True)]),
        nearest=nearest,
        side=np.array([sign(_beyond(*pair)) for pair in zip(exact, nearest, strict=True)]),
        condition=np.full(size, condition),
        lenient=np.full(size, lenient),
        unit=np.ones(size),
        ruling=Ruling(outside, canonical, **{**none, "nan_accepted": np.isnan(canonical), **flags}),
        tiers=np.zeros(size, np.int8),
    )


def _beyond(exact, number):
    """What *number* leaves out; only the sign of it where it is infinite."""
    return exact - mpq(float(number)) if np.isfinite(number) else mpq(-int(np.sign(number)))
