"""How bad thousands of rows are, quickly: what decides which of them the oracle looks at.

The reference is the quickest tier that holds the format, in its middle and not at its ends: of
float64 a double-double, else an interval of float64. Nothing is judged by it.
"""

from collections.abc import Callable, Mapping

import numpy as np

from suites import radius
from suites.case import Case
from suites.subject import Subject
from suites.tiers import TIERS, evaluate

Goal = Callable[[Subject, str, Case, str], np.ndarray]


def error(subject: Subject, quantity: str, case: Case, promise: str) -> np.ndarray:
    """Of each row the largest error, in ulp; infinite where an answer is no number, or negative."""
    computed, high, away = _away(subject, quantity, case)
    with np.errstate(all="ignore"):
        return _worst(computed, quantity, away / case.format.ulp(high), high, case)


def breach(subject: Subject, quantity: str, case: Case, promise: str) -> np.ndarray:
    """Of each row the largest error, over what *promise* allows it to be there."""
    computed, high, away = _away(subject, quantity, case)
    allowed = radius.of_losses if quantity == "value" else radius.of_gradients
    with np.errstate(all="ignore"):
        found = away / allowed(promise, subject.loss, case)
        return _worst(computed, quantity, found, high, case)


#: What a search can be after, by the promise of the implementation: two where the largest error
#: and the one that comes closest to what is not allowed may be different ones.
GOALS: Mapping[str, tuple[Goal, ...]] = {
    "correctly rounded": (error,),
    "faithful": (error,),
    "accurate": (error,),
    "conditioned": (error, breach),
    "absolute": (error, breach),
    "inaccurate": (error,),
    "exceptional": (error,),
}


def answer(subject: Subject, quantity: str, case: Case) -> np.ndarray:
    return subject.values(case) if quantity == "value" else subject.gradients(case)


def _away(subject: Subject, quantity: str, case: Case):
    loss = subject.loss
    tier = 0 if case.format.precision < 53 else 1
    arithmetic = TIERS[tier if tier in loss.said("TIERS") else max(loss.said("TIERS"))]
    computed = answer(subject, quantity, case)
    exact = evaluate(loss, quantity, arithmetic, *loss.rows(case), loss.row_scale(case))
    with np.errstate(all="ignore"):
        return computed, exact.high, np.abs((computed - exact.high) - exact.low)


def _worst(computed, quantity, off, high, case):
    right = computed == case.format.round(high)  # an infinity may be
    off = np.where(right, np.minimum(np.nan_to_num(off, nan=0.5), 0.5), off)
    wrong = ~np.isfinite(computed) & ~right
    wrong |= (computed < 0) & (quantity == "value")
    off = np.where(wrong, np.inf, np.where(np.isnan(high), -1.0, off))
    return off.reshape(len(case.targets), -1).max(1)
