"""The oracle: exact values and gradients, certified and correctly rounded.

The rows that the non-finite table decides are taken out first; the rest go to `suites.tiers`, and
what these find is remembered on disk. Nothing that is judged takes part in this.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

from suites import across, memory
from suites.case import Case
from suites.formats import FORMATS
from suites.losses import Loss
from suites.losses._rough import Rough
from suites.reference import Reference
from suites.ruling import Ruling, rule_gradients, rule_losses, rule_total
from suites.tiers import decide, decide_total, evaluate, quickest, undecided


@lru_cache(maxsize=64)
def values(loss: Loss, case: Case) -> Reference:
    """The loss of each example; of a loss that is reduced, the one number."""
    return _values(loss, case, memory.remembered(_asked))


@lru_cache(maxsize=64)
def gradients(loss: Loss, case: Case, *, scaled: bool) -> Reference:
    """The gradient of each example's loss, times `Loss.upstream` if *scaled*."""
    return _gradients(loss, case, scaled, memory.remembered(_asked))


def once(loss: Loss, case: Case) -> tuple[Reference, Reference]:
    """Losses and gradients of what nobody asks again, a step of a training: none is kept."""
    return _values(loss, case, _asked), _gradients(loss, case, False, _asked)


def rounded(loss: Loss, case: Case) -> tuple[Reference, Reference]:
    """The same in half the time, without conditions: nothing can be judged by it."""
    return _values(loss, case, _unconditioned), _gradients(loss, case, False, _unconditioned)


def _values(loss: Loss, case: Case, ask: Callable[..., Any]) -> Reference:
    logits, targets = loss.rows(case)
    scale, whole = loss.row_scale(case), loss.ask("whole", case)
    ruling = rule_losses(loss.table, logits, targets, scale, loss.ignored(case))
    unit = np.abs(scale) * loss.ask("value_unit", Rough(logits), targets) / (whole or 1)
    asked = loss, "value", case.dtype, logits, targets, scale, whole
    if loss.reduced:
        ruling, counted = rule_total(ruling, whole)
        decided = _decided(ask, *asked, inside=counted, total=True)
        unit = unit[counted].sum(keepdims=True)
    else:
        decided = _decided(ask, *asked, inside=~ruling.outside)
    lenient = np.ones(unit.shape, bool)
    return _reference(case, True, decided, lenient, unit, ruling).shaped(loss.shape(case))


def _gradients(loss: Loss, case: Case, scaled: bool, ask: Callable[..., Any]) -> Reference:
    logits, targets = loss.rows(case)
    rough, whole = Rough(logits), loss.ask("whole", case)
    weight = loss.row_scale(case)
    upstream = np.broadcast_to(loss.upstream(case).ravel(), weight.shape) if scaled else 1.0
    scale = weight * upstream
    if loss.said("ACROSS"):
        return across.gradients(loss, case, logits, targets, scale)
    ruling = rule_gradients(loss.table, logits, targets, scale, loss.ignored(case), whole)
    inside = np.logical_not(ruling.outside.any(-1))
    asked = loss, "gradient", case.dtype, logits, targets, scale, whole
    decided = _decided(ask, *asked, inside=inside)
    own = loss.ask("lenient", rough, targets)
    unit = weight[:, None] * loss.ask("gradient_unit", rough, targets) / (whole or 1)
    found = _reference(case, False, decided, own, unit, ruling)
    return found.last().shaped(case.logits.shape) if loss.elementwise else found


def _reference(case, losses, decided, lenient, unit, ruling: Ruling) -> Reference:
    high, low, nearest, side, tiers, condition = decided
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        condition = np.where(high == 0, 0.0, condition / np.abs(high))
    exact = high, low, nearest, side
    return Reference(case.format, losses, *exact, condition, lenient, unit, ruling, tiers)


def _decided(ask, loss, quantity, dtype, logits, targets, scale, whole, *, inside, total=False):
    """As `decide`, over the rows *inside* the formula, and their conditions times the answer."""
    shape = (1,) if total else scale.shape if quantity == "value" else logits.shape
    arrays = [*undecided(shape), np.zeros(shape)]
    if inside.any():
        rows = logits[inside], targets[inside], scale[inside]
        found = ask(loss.name, quantity, dtype, *rows, whole, total, memory.code())
        for array, part in zip(arrays, found, strict=True):
            array[... if total else inside] = part
    return arrays


def _asked(name, quantity, dtype, logits, targets, scale, whole, total, code):
    found = _unconditioned(name, quantity, dtype, logits, targets, scale, whole, total, code)
    steep = steepness(Loss(name), quantity, logits, targets, scale) / whole
    return [*found[:-1], steep.sum(keepdims=True) if total else steep]


def _unconditioned(name, quantity, dtype, logits, targets, scale, whole, total, code):
    asked = FORMATS[dtype], logits, targets, scale
    if total:
        return [*decide_total(Loss(name), *asked, whole), np.nan]
    return [*decide(Loss(name), quantity, *asked, whole=whole), np.nan]


@np.errstate(all="ignore")
def steepness(loss: Loss, quantity: str, logits, targets, scale) -> np.ndarray:
    """Sum over k of gap_k |d answer / d logit_k|: the condition times the answer, in float64."""
    rough = Rough(logits)
    if quantity == "gradient":
        condition = loss.ask("gradient_condition", rough, targets)
        return np.nan_to_num(condition * np.abs(scale[:, None]))
    one = np.ones(len(targets))
    slopes = evaluate(loss, "gradient", quickest(loss), logits, targets, one).high
    return np.nan_to_num(loss.ask("value_condition", rough, targets, slopes) * np.abs(scale))
