"""All finite logits of a format in 16 bits, for the binary loss: what is asked, and what is true.

The oracle takes minutes for logits of 1e38. Of the two classes 0 and z the quick tier of a sweep
encloses all that there is to know; what it cannot decide the tiers of the oracle do.
"""

from dataclasses import replace

import numpy as np

from suites import case as cases
from suites import softplus
from suites.case import Case
from suites.encodings import every
from suites.formats import FORMATS
from suites.losses import Loss
from suites.losses._rough import Rough
from suites.reference import Reference
from suites.ruling import Ruling
from suites.tiers import decide

REGIME = "every_logit"  #: stands where other questions have a regime


def every_logit(dtype: str) -> Case:
    """Each finite number against a label of 0, and against one of 1."""
    found = every(FORMATS[dtype])
    case = cases.of(np.stack([found, found], 1), np.ones(len(found)), dtype, REGIME)
    return replace(case, labels=np.broadcast_to([0.0, 1.0], case.logits.shape))


def shape(dtype: str) -> str:
    """Of that case."""
    return f"{len(every(FORMATS[dtype]))}x2"


def reference(loss: Loss, quantity: str, case: Case) -> Reference:
    """Of hard labels. Raises what `decide` raises."""
    value = quantity == "value"
    sign = np.where(value | (case.labels == 0), 1.0, -1.0)
    d = np.where(case.labels == 1, -case.logits, case.logits)
    lower, exact, upper = softplus.enclosed(d, np.zeros(d.shape), quantity)
    nearest = case.format.round(lower)
    side = np.where(lower >= nearest, 1, np.where(upper <= nearest, -1, 0))
    certain = (nearest == case.format.round(upper)) & (side != 0)
    side[lower == upper] = 0  # 1/2 at 0, which is the nearest number too
    arrays = [sign * exact, np.zeros(d.shape), sign * nearest, (sign * side).astype(np.int8)]
    tiers = np.zeros(d.shape, np.int8)
    if len(pending := np.flatnonzero(~certain)):
        for array, part in zip(
            [*arrays, tiers], decided(loss, quantity, case, pending), strict=True
        ):
            array.ravel()[pending] = part
    shares, rough = _binary(loss, case)
    unit, lenient = np.ones(d.shape), np.ones(d.shape, bool)
    if not value:
        unit = loss.ask("gradient_unit", rough, shares)[:, -1].reshape(d.shape)
        lenient = loss.ask("lenient", rough, shares)[:, -1].reshape(d.shape)
    with np.errstate(all="ignore"):
        condition = np.where(exact == 0, 0.0, _steepness(d, value) / exact)
    nothing = np.zeros(d.shape, bool)
    ruling = Ruling(nothing, np.zeros(d.shape), nothing, nothing, nothing)
    high, low, nearest, side = arrays
    known = case.format, value, high, low, nearest, side
    return Reference(*known, condition, lenient, unit, ruling, tiers)


def decided(loss: Loss, quantity: str, case: Case, entries: np.ndarray) -> list[np.ndarray]:
    """By the tiers of the oracle: high, low, nearest, side and tier of some entries of a case."""
    logits, shares = loss.rows(case)
    found = decide(
        loss, quantity, case.format, logits[entries], shares[entries], np.ones(len(entries))
    )
    return [array[:, -1] if array.ndim == 2 else array for array in found]


def _binary(loss: Loss, case: Case) -> tuple[np.ndarray, Rough]:
    logits, shares = loss.rows(case)
    return shares, Rough(logits)


@np.errstate(all="ignore")
def _steepness(d: np.ndarray, value: bool) -> np.ndarray:
    """How far the smaller logit lies below, times the derivative in it: of the loss, or of that."""
    _, slope, _ = softplus.enclosed(d, np.zeros(d.shape), "gradient")
    _, other, _ = softplus.enclosed(-d, np.zeros(d.shape), "gradient")
    return np.nan_to_num(np.abs(d) * slope * (1.0 if value else other))
