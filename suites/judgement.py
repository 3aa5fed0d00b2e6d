"""One judgement of one answer: the worst entry decides, and nothing is averaged away."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from suites.counting import counts
from suites.reference import Reference
from suites.verdict import EXCEPTIONAL, LADDER, Verdict, errors, rungs


class WrongAnswer(AssertionError):
    """The implementation answered, and what it said is not true.

    *question* is the one that it answered, where the test that asked is named otherwise.
    """

    def __init__(self, told: str, question: str = "") -> None:
        super().__init__(told)
        self.question = question


class OtherBits(Exception):
    """The answer is as right as was promised, and its last bits depend on what should not matter.

    No failure but a mark: additions in another order are as right as those in this one.
    """


@dataclass(frozen=True)
class Judgement:
    """What came of one answer; numbers in ulp unless they say otherwise."""

    verdict: Verdict | None  #: None where every exact value rounds to 0, or the table decided all
    error: float  #: the largest
    excess: float  #: of it, beyond the half ulp of the last rounding
    condition_ratio: float
    absolute_ratio: float
    normwise: float  #: the error's 1-norm over that of the exact values and the unit roundoff
    bias: float  #: mean signed error
    worst: tuple[int, ...]  #: the index of the entry that decided
    computed: float  #: there
    exact: tuple[float, float]  #: there: high and low
    nearest: float  #: there
    quantiles: Mapping[str, float] = field(default_factory=dict)
    shares: Mapping[str, float] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)


def judge(computed: np.ndarray, reference: Reference) -> Judgement:
    """Compare *computed*, in float64 holding values of the format, with what is true.

    Raises ValueError where the shapes differ.
    """
    if computed.shape != reference.high.shape:
        raise ValueError(f"the answer has shape {computed.shape}, not {reference.high.shape}")
    if not computed.size:
        return Judgement(None, 0, 0, 0, 0, 0, 0, (), 0, (0, 0), 0)
    with np.errstate(all="ignore"):
        found = errors(computed, reference)
        ladder = rungs(computed, reference, found)
    outside = reference.ruling.outside
    # Rounding an exact value to 0 earns nothing: a constant zero does it too.
    idle = ~outside & (reference.nearest == 0) & (ladder == 0)
    judged = ~outside & ~idle
    counted = judged | (ladder == EXCEPTIONAL)
    at = _worst(ladder, np.where(judged, found.absolute, 0))
    ruled = bool(outside[at])
    exact = (
        (reference.ruling.canonical[at], 0.0) if ruled else (reference.high[at], reference.low[at])
    )
    return Judgement(
        verdict=LADDER[int(ladder[counted].max())] if counted.any() else None,
        error=_largest(found.absolute[judged]),
        excess=_largest(found.excess[judged]),
        condition_ratio=_largest(found.over_condition[judged]),
        absolute_ratio=_largest(found.over_one[judged]),
        normwise=_normwise(found, reference, ~outside),
        bias=_mean(found.signed[judged]),
        worst=tuple(int(i) for i in at),
        computed=float(computed[at]),
        exact=(float(exact[0]), float(exact[1])),
        nearest=float(exact[0] if ruled else reference.nearest[at]),
        quantiles=_quantiles(found.absolute[judged]),
        shares=_shares(ladder[judged]),
        counts=counts(computed, reference, ladder, idle),
    )


def _worst(ladder, error):
    """Where, on the lowest rung, the error is largest: the last such entry; NaN is the largest."""
    lowest = np.where(ladder == ladder.max(), error, -np.inf).ravel()
    return np.unravel_index(lowest.size - 1 - int(lowest[::-1].argmax()), ladder.shape)


def _mean(values):
    with np.errstate(invalid="ignore"):
        return float(values.mean()) if values.size else 0.0


def _largest(values):
    if not values.size:
        return 0.0
    return float(values.max())  # NaN if any is


def _normwise(found, reference, inside):
    with np.errstate(all="ignore"):
        error = (found.absolute * reference.ulp)[inside].sum()
        norm = np.abs(reference.high)[inside].sum() * reference.format.unit_roundoff
        return float(np.divide(error, norm)) if error else 0.0


def _quantiles(error):
    known = error[~np.isnan(error)]
    if not known.size:
        return {}
    levels = (50, 99, 99.9)
    found = np.quantile(known, [level / 100 for level in levels], method="higher")
    return {f"{level:g}": float(q) for level, q in zip(levels, found, strict=True)}


def _shares(ladder):
    if not ladder.size:
        return {}
    tally = np.bincount(ladder, minlength=len(LADDER)) / ladder.size
    return {str(verdict): float(share) for verdict, share in zip(LADDER, tally, strict=True)}


def flushes(computed: np.ndarray, reference: Reference) -> bool:
    """Would every entry be accurate, but for subnormal ones that were returned as 0?

    Asked only where a probe has shown that the hardware or the library flushes.
    """
    with np.errstate(all="ignore"):
        ladder = rungs(computed, reference, errors(computed, reference))
    subnormal = np.abs(reference.high) < reference.format.tiny
    excused = subnormal & (computed == 0) & ~reference.ruling.outside
    accurate = LADDER.index(Verdict.ACCURATE)
    return bool((excused & (ladder > 0)).any() and (excused | (ladder <= accurate)).all())
