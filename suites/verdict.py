"""What each entry of an answer is worth: the ladder of verdicts, and the errors behind it.

The unit is Goldberg's ulp at the exact value, in the format of the answer; the condition number
is taken in the gaps between logits, on which alone the loss depends, so that a common offset
excuses nothing.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from suites.reference import Reference


class Verdict(StrEnum):
    """From best to worst, and tested in this order, but for the last: that comes first."""

    CORRECTLY_ROUNDED = "correctly rounded"
    FAITHFUL = "faithful"
    ACCURATE = "accurate"
    CONDITIONED = "conditioned"
    ABSOLUTE = "absolute"
    INACCURATE = "inaccurate"
    EXCEPTIONAL = "exceptional"

    def __lt__(self, other: str) -> bool:
        """Is this the better verdict?"""
        ladder = list(Verdict)
        return ladder.index(self) < ladder.index(Verdict(other))

    def __gt__(self, other: str) -> bool:
        return Verdict(other) < self

    def __le__(self, other: str) -> bool:
        return not self > other

    def __ge__(self, other: str) -> bool:
        return not self < other


LADDER = tuple(Verdict)
EXCEPTIONAL = len(LADDER) - 1

#: Ulp: two library calls of 3 ulp and four roundings of a half; one call in 16 bits.
ACCURATE = {24: 8.0, 53: 8.0, 8: 2.0, 11: 2.0}
#: Of an excess over what the conditioning, or an error beside 1, allows; as LAPACK's test ratios.
RATIO = {24: 30.0, 53: 30.0, 8: 4.0, 11: 4.0}


@dataclass(frozen=True, eq=False)
class Errors:
    """Of every entry, in ulp of the exact value; NaN and infinite where the answer is."""

    signed: np.ndarray
    absolute: np.ndarray
    excess: np.ndarray  #: beyond the half ulp of the last rounding
    over_condition: np.ndarray  #: excess / (u (1 + condition) |y|)
    over_one: np.ndarray  #: excess / (u max(unit, |y|))


def errors(computed: np.ndarray, reference: Reference) -> Errors:
    difference = (computed - reference.high) - reference.low
    right = computed == reference.nearest
    difference = np.where(right & np.isinf(computed), 0.0, difference)
    signed = difference / reference.ulp
    error = np.abs(signed)
    excess = np.maximum(0.0, error - 0.5)
    magnitude = np.abs(reference.high)
    beyond = np.minimum(excess * reference.ulp, np.abs(difference))  # in tiny ulp, an inf
    absolute = beyond / reference.format.unit_roundoff
    over_condition = absolute / ((1 + reference.condition) * magnitude)
    over_one = absolute / np.maximum(reference.unit, magnitude)
    ratios = (np.where(excess == 0, 0.0, ratio) for ratio in (over_condition, over_one))
    return Errors(signed, error, excess, *ratios)


def rungs(computed: np.ndarray, reference: Reference, found: Errors) -> np.ndarray:
    """The index of each entry's verdict in the ladder; outside it, the first or the last."""
    format, nearest = reference.format, reference.nearest
    down, up = reference.neighbours
    faithful = (computed == down) | (computed == up)
    limit = RATIO[format.precision]
    magnitude = np.abs(reference.high)
    conditioned = found.over_condition <= limit
    conditioned &= found.absolute * reference.ulp <= magnitude / 4  # never excuses more
    lenient = reference.lenient | (magnitude < format.tiny)
    ladder = np.select(
        [
            computed == nearest,
            faithful,
            found.absolute <= ACCURATE[format.precision],
            conditioned,
            lenient & (found.over_one <= limit),
        ],
        [0, 1, 2, 3, 4],
        5,
    )
    infinite = np.isinf(computed) & ~faithful & (computed != nearest)
    finite = np.isfinite(computed) & np.isinf(nearest) & ~faithful
    wrong = np.isnan(computed) | infinite | finite | (reference.losses & (computed < 0))
    ruling = reference.ruling
    accepted = (
        (computed == ruling.canonical)
        | (np.isnan(computed) & (np.isnan(ruling.canonical) | ruling.nan_accepted))
        | ruling.free
    )
    wrong = np.where(ruling.outside, ~accepted, wrong)
    return np.where(wrong, EXCEPTIONAL, np.where(ruling.outside, 0, ladder))
