"""How far from the truth a promise lets an answer be: the radius of a rung of the ladder.

It contains every answer that `suites.verdict` puts on this rung or on a better one, so that of
two answers to questions with one true answer, which keep their promises, the distance is at most
the sum of the two radii.
"""

import numpy as np

from suites import oracle
from suites.case import Case
from suites.formats import Format
from suites.losses import Loss
from suites.losses._rough import Rough
from suites.tiers import evaluate, quickest
from suites.verdict import ACCURATE, RATIO, Verdict


def of_losses(promise: str, loss: Loss, case: Case) -> np.ndarray:
    """Of finite rows, (rows,); the ends of the interval around the truth differ by less."""
    logits, targets = loss.rows(case)
    scale = loss.row_scale(case)
    unit = np.abs(scale) * loss.ask("value_unit", Rough(logits), targets)
    return _of(promise, loss, "value", case, scale, unit, np.True_)


def of_gradients(promise: str, loss: Loss, case: Case) -> np.ndarray:
    """Of each entry, (rows, classes), where the upstream gradient is 1."""
    logits, targets = loss.rows(case)
    scale = loss.row_scale(case)
    own = case.targets[:, None] == np.arange(case.logits.shape[1])
    unit = scale[:, None] * loss.ask("gradient_unit", Rough(logits), targets)
    return _of(promise, loss, "gradient", case, scale, unit, own)


def _of(promise, loss, quantity, case, scale, unit, lenient):
    asked = *loss.rows(case), scale
    exact = np.abs(evaluate(loss, quantity, quickest(loss), *asked).high)
    steep = oracle.steepness(loss, quantity, *asked)
    return of_rung(promise, case.format, exact, steep, unit, lenient)


def of_rung(
    promise: str, format: Format, exact: np.ndarray, steep: np.ndarray,
    unit: np.ndarray, lenient: np.ndarray,
) -> np.ndarray:  # fmt: skip
    """Of answers of magnitude *exact*: *steep* is that times the condition number.

    Within a rounding of float64 of a power of two the ulp is the wider one.
    """
    rung, ulp = Verdict(promise), format.ulp(exact)
    if rung > Verdict.ABSOLUTE:
        return np.full(np.shape(exact), np.inf)
    radius = {Verdict.CORRECTLY_ROUNDED: ulp / 2, Verdict.FAITHFUL: ulp}.get(rung)
    if radius is not None:
        return radius
    accurate = ACCURATE[format.precision] * ulp
    if rung == Verdict.ACCURATE:
        return accurate
    excess = RATIO[format.precision] * format.unit_roundoff
    beyond = np.minimum(ulp / 2 + excess * (exact + steep), exact / 4)
    conditioned = np.maximum(accurate, beyond)
    if rung == Verdict.CONDITIONED:
        return conditioned
    lenient = lenient | (exact < format.tiny)
    absolute = ulp / 2 + excess * np.maximum(unit, exact)
    return np.where(lenient, np.maximum(conditioned, absolute), conditioned)
