"""The oracle: exact values and gradients, certified and correctly rounded.

The rows that the non-finite table decides are taken out first; the rest go to `suites.tiers`, and
what these find is remembered on disk. Nothing that is judged takes part in this.
"""

import hashlib
import os
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path

import joblib
import numpy as np

from suites import nonfinite
from suites.arithmetics.intervals import Intervals
from suites.case import Case
from suites.formats import FORMATS
from suites.losses import Loss, softmax
from suites.reference import Reference
from suites.tiers import decide, evaluate, undecided

ROOT = Path(__file__).parents[1]
CACHE_LIMIT = 2**30  #: bytes on disk, oldest first out


@lru_cache(maxsize=64)
def values(loss: Loss, case: Case) -> Reference:
    """The loss of each example."""
    scale = loss.row_scale(case)
    ruling = nonfinite.rule_losses(loss.module.NONFINITE, case.logits, loss.targets(case), scale)
    inside = ~ruling.outside
    *decided, condition = _decided(loss, "value", case, inside, scale)
    unit, lenient = loss.value_unit(case), np.ones(len(scale), bool)
    return _reference(case, True, decided, condition, lenient, unit, ruling)


@lru_cache(maxsize=64)
def gradients(loss: Loss, case: Case, *, scaled: bool) -> Reference:
    """The gradient of each example's loss, times `case.upstream` if *scaled*."""
    weight, targets = loss.row_scale(case), loss.targets(case)
    scale = weight * case.upstream if scaled else weight
    ruling = nonfinite.rule_gradients(loss.module.NONFINITE, case.logits, targets, scale)
    inside = np.logical_not(ruling.outside.any(-1))
    *decided, condition = _decided(loss, "gradient", case, inside, scale)
    own = nonfinite.Facts(case.logits, targets).is_target
    unit = weight[:, None] * loss.gradient_unit(case)
    return _reference(case, False, decided, condition, own, unit, ruling)


def _reference(case, losses, decided, condition, lenient, unit, ruling) -> Reference:
    high, low, nearest, side, tiers = decided
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        condition = np.where(high == 0, 0.0, condition / np.abs(high))
    exact = high, low, nearest, side
    return Reference(case.format, losses, *exact, condition, lenient, unit, ruling, tiers)


def _decided(loss: Loss, quantity: str, case: Case, inside: np.ndarray, scale: np.ndarray):
    """As `decide`, over the rows *inside* the formula, and their conditions times the answer."""
    shape = case.targets.shape if quantity == "value" else case.logits.shape
    arrays = [*undecided(shape), np.zeros(shape)]
    if inside.any():
        asked = case.logits[inside], loss.targets(case)[inside], scale[inside]
        found = _remembered()(loss.name, quantity, case.dtype, *asked, _code())
        for array, part in zip(arrays, found, strict=True):
            array[inside] = part
    return arrays


def _asked(name, quantity, dtype, logits, targets, scale, code):
    loss = Loss(name)
    found = decide(loss, quantity, FORMATS[dtype], logits, targets, scale)
    return [*found, steepness(loss, quantity, logits, targets, scale)]


@np.errstate(all="ignore")
def steepness(loss: Loss, quantity: str, logits, targets, scale) -> np.ndarray:
    """Sum over k of gap_k |d answer / d logit_k|: the condition times the answer, in float64."""
    gaps = logits.max(-1, keepdims=True) - logits
    gaps = np.where(np.isfinite(gaps), gaps, 0.0)  # of the classes at -inf, and where it overflows
    if quantity == "value":
        one = np.ones(len(targets))
        slopes = evaluate(loss, "gradient", Intervals, logits, targets, one).high
        return np.nan_to_num(gaps * np.abs(slopes)).sum(-1) * np.abs(scale)
    condition = loss.module.gradient_condition(softmax(logits), gaps, targets)
    return condition * np.abs(scale[:, None])


@cache
def memory() -> joblib.Memory:
    """References on disk, by content. XENTBENCH_CACHE names another folder, or "" for none."""
    folder = os.environ.get("XENTBENCH_CACHE", str(ROOT / ".cache" / "oracle"))
    try:
        return joblib.Memory(folder or None, verbose=0)
    except OSError:  # a read-only checkout
        return joblib.Memory(None, verbose=0)


@cache
def _remembered():
    return memory().cache(_asked)


@cache
def _code() -> str:
    """A digest of all that an answer depends on besides the question."""
    folder = Path(__file__).parent
    files = [folder / name for name in ("formats.py", "oracle.py", "tiers.py")]
    files += sorted(chain((folder / "arithmetics").glob("*.py"), (folder / "losses").glob("*.py")))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def trim() -> None:
    """Bring the disk cache back under its limit."""
    if memory().store_backend is not None:
        memory().reduce_size(bytes_limit=CACHE_LIMIT)
