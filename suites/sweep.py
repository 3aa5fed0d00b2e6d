"""Sweeps: all inputs that there are, so that a maximum is an upper bound too.

A space numbers its inputs. What is not finite has a number and is left out: infinities and NaN are
asked elsewhere.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from suites import case as cases
from suites import softplus, tally
from suites.arithmetics import two_sum
from suites.case import Case
from suites.encodings import every
from suites.every import REGIME
from suites.formats import FORMATS
from suites.losses import Loss
from suites.screening import answer
from suites.subject import Subject
from suites.tally import Tally
from suites.tiers import decide

CHUNK = 2**16  #: inputs that are asked together

Drawn = tuple[np.ndarray, Case]  #: the numbers of those that are finite, and their rows


@dataclass(frozen=True)
class Space:
    """All inputs of one loss in one dtype."""

    name: str
    loss: str
    dtype: str
    size: int
    draw: Callable[[str, int, int], Drawn]  #: those with numbers from ... to below ...

    @property
    def chunks(self) -> int:
        return self.size // CHUNK

    def input(self, number: int) -> tuple[np.ndarray, str]:
        """The logits of one input, and its target or label in words."""
        numbers, case = self.draw(self.dtype, *_around(number))
        row = int(np.flatnonzero(numbers == number)[0])
        if case.labels is None:
            return case.logits[row], f"target {case.targets[row]}"
        return case.logits[row], f"label {case.labels[row, 0]:g}"

    def tallied(self, subject: Subject, quantity: str, chunk: int) -> Tally:
        """What came of one chunk: Ziv's test in float64, and the oracle where that is undecided."""
        numbers, case = self.draw(self.dtype, *_around(chunk * CHUNK))
        if not len(numbers):
            return Tally()
        computed = answer(subject, quantity, case).reshape(len(numbers), -1)
        enclosure = softplus.enclosed(*_apart(case), quantity)
        found = softplus.errors(_signs(case, quantity) * computed, enclosure, case.format)
        error, right, certain = (np.broadcast_to(each, computed.shape).copy() for each in found)
        if len(pending := np.flatnonzero(~certain.all(1))):
            error[pending], right[pending] = _decided(
                subject.loss, quantity, _taken(case, pending), computed[pending]
            )
        error = np.where((quantity == "value") & (computed < 0), np.inf, error)
        return tally.counted(numbers, error.max(1), np.all(right, axis=1), len(pending))


def _logits(dtype: str, first: int, last: int) -> Drawn:
    """Those of label 0 first, by their encodings, then those of label 1."""
    label, begin = divmod(first, 2 ** _bits(dtype))
    numbers, found = _finite(dtype, begin, begin + last - first)
    case = cases.of(found[:, None], np.zeros(len(found)), dtype, REGIME)
    labels = np.full(case.logits.shape, float(label))
    return numbers + first - begin, replace(case, labels=labels)


def _pairs(dtype: str, first: int, last: int) -> Drawn:
    """The target's encoding, and in the lower bits that of the other class."""
    above, begin = divmod(first, 2 ** _bits(dtype))
    _, target = _finite(dtype, above, above + 1)
    numbers, others = _finite(dtype, begin, begin + (last - first) * len(target))
    logits = np.stack([np.resize(target, len(others)), others], 1)
    return numbers + first - begin, cases.of(logits, np.zeros(len(logits)), dtype, REGIME)


#: By name; of the binary loss twice as many inputs as there are encodings, one of each label.
SPACES = {
    space.name: space
    for space in (
        Space("every_bfloat16", "binary", "bfloat16", 2**17, _logits),
        Space("every_float16", "binary", "float16", 2**17, _logits),
        Space("every_float32", "binary", "float32", 2**33, _logits),
        Space("every_pair_of_bfloat16", "cross_entropy", "bfloat16", 2**32, _pairs),
    )
}


def _around(number: int) -> tuple[int, int]:
    """The chunk of an input."""
    return number // CHUNK * CHUNK, (number // CHUNK + 1) * CHUNK


def _bits(dtype: str) -> int:
    return 8 * np.dtype(dtype).itemsize


def _finite(dtype: str, first: int, last: int) -> tuple[np.ndarray, np.ndarray]:
    """The encodings of the finite numbers among those, and the numbers."""
    encodings = np.arange(first, last, dtype=np.int64)
    format = FORMATS[dtype]
    exponent = encodings >> (format.precision - 1) & (2 ** (_bits(dtype) - format.precision) - 1)
    finite = exponent != 2 ** (_bits(dtype) - format.precision) - 1
    return encodings[finite], every(format, first, last)


def _apart(case: Case) -> tuple[np.ndarray, np.ndarray]:
    """How far the class that is not the target lies above it, (rows, 1), and what that is off."""
    if case.labels is None:
        return two_sum(case.logits[:, 1:], -case.logits[:, :1])
    return np.where(case.labels == 1, -case.logits, case.logits), np.zeros(case.logits.shape)


def _signs(case: Case, quantity: str) -> np.ndarray:
    """Of the answers; the target's entry of a gradient is negative, and the other one is not."""
    if quantity == "value":
        return np.ones((1, 1))
    return np.array([[-1.0, 1.0]]) if case.labels is None else 1 - 2 * case.labels


def _taken(case: Case, rows: np.ndarray) -> Case:
    labels = None if case.labels is None else case.labels[rows]
    return replace(case, logits=case.logits[rows], targets=case.targets[rows], labels=labels)


def _decided(loss: Loss, quantity: str, case: Case, computed: np.ndarray):
    """By the tiers of the oracle: errors in ulp, and whether an answer is the nearest."""
    asked = *loss.rows(case), loss.row_scale(case)
    high, low, nearest, *_ = decide(loss, quantity, case.format, *asked)
    if loss.elementwise and quantity == "gradient":
        high, low, nearest = (array[:, -1] for array in (high, low, nearest))
    high, low, nearest = (array.reshape(computed.shape) for array in (high, low, nearest))
    with np.errstate(all="ignore"):
        error = np.abs((computed - high) - low) / case.format.ulp(high)
    right = computed == nearest
    error = np.where(right, np.minimum(np.nan_to_num(error, nan=0.5), 0.5), error)
    return np.where(np.isnan(error), np.inf, error), right
