"""Gradients that are sums over all examples, as a classifier's is."""

import numpy as np

from suites import memory
from suites.case import Case
from suites.formats import FORMATS
from suites.losses import Loss
from suites.losses._rough import Rough
from suites.reference import Reference
from suites.ruling import Ruling
from suites.tiers import decide_crossed, undecided

LARGEST = 2.0**14  #: exp of a gap of that size still fits where a sign has to be found


def gradients(loss: Loss, case: Case, hidden, targets, scale) -> Reference:
    """(classes, features), of hidden states of at most 2**14.

    Beyond, or where one is no number, nothing is said of any entry: the sign is not found of a
    sum of what vanishes.
    """
    shape = loss.ask("inputs", case).shape
    known = bool((np.abs(hidden) <= LARGEST).all())
    arrays = undecided(shape)
    if known:
        answer = memory.remembered(_asked)
        arrays = answer(loss.name, case.dtype, hidden, targets, scale, memory.code())
    high, low, nearest, side, tiers = arrays
    rough = Rough(hidden)
    with np.errstate(all="ignore"):
        factors = np.abs(scale)[:, None] * rough.magnitudes
        unit = np.nan_to_num(loss.ask("gradient_unit", rough, targets).T @ factors)
        steep = np.nan_to_num(loss.ask("gradient_condition", rough, targets).T @ factors)
        condition = np.where(high == 0, 0.0, steep / np.abs(high))
    every, unknown = np.ones(shape, bool), np.full(shape, not known)
    ruling = Ruling(unknown, np.zeros(shape), unknown, unknown, np.zeros(shape, bool))
    return Reference(
        case.format, False, high, low, nearest, side, condition, every, unit, ruling, tiers
    )


def _asked(name, dtype, hidden, targets, scale, code):
    return decide_crossed(Loss(name), FORMATS[dtype], hidden, targets, scale)
