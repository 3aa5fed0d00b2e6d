"""The oracle: exact values and gradients, certified and correctly rounded.

Three tiers evaluate the one formula of a loss in ever better arithmetic and hand on the rows
that they cannot decide: those where the two ends of the enclosure do not round to the same
numbers of the format, down, to nearest and up (Ziv's test). For finite logits the exact loss is
transcendental (Lindemann-Weierstrass), as is every probability unless all logits are equal, so
that the last tier ends; where the exact part of a formula is itself a midpoint, the open end of
the enclosure decides (`suites.arithmetics`). Nothing that is judged takes part in this.
"""

import hashlib
import os
from functools import cache, lru_cache
from pathlib import Path

import flint
import joblib
import numpy as np

from suites import nonfinite
from suites.arithmetics import Bounds, balls, double_doubles, intervals
from suites.case import Case
from suites.formats import FORMATS, Format
from suites.losses import Loss
from suites.reference import Reference

#: Each with the widest format that it can decide; the last may be asked again, more precisely.
TIERS = (intervals.Intervals, double_doubles.DoubleDoubles, balls.Balls)
_WIDEST = (intervals.PRECISION, double_doubles.PRECISION, 53)
_PRECISIONS = tuple(64 * 2**i for i in range(11))

ROOT = Path(__file__).parents[1]
CACHE_LIMIT = 2**30  #: bytes on disk, oldest first out


class Undecided(Exception):
    """No precision up to 2**16 bits rounds this row: the formula is wrong, or has no theorem."""


@lru_cache(maxsize=64)
def values(loss: Loss, case: Case) -> Reference:
    """The loss of each example."""
    ruling = nonfinite.rule(loss.module.NONFINITE, case.logits, case.targets, None)
    inside = ~ruling.outside
    one = np.ones(len(case.targets))
    *decided, condition = _decided(loss, "value", case, inside, one)
    return _reference(case, True, decided, condition, np.ones(len(one), bool), ruling)


@lru_cache(maxsize=64)
def gradients(loss: Loss, case: Case, *, scaled: bool) -> Reference:
    """The gradient of each example's loss, times `case.upstream` if *scaled*."""
    scale = case.upstream if scaled else np.ones(len(case.targets))
    ruling = nonfinite.rule(loss.module.NONFINITE, case.logits, case.targets, scale)
    inside = np.logical_not(ruling.outside.any(-1))
    *decided, condition = _decided(loss, "gradient", case, inside, scale)
    own = np.arange(case.logits.shape[1]) == case.targets[:, None]
    return _reference(case, False, decided, condition, own, ruling)


def _reference(case, losses, decided, condition, lenient, ruling) -> Reference:
    high, low, nearest, side, tiers = decided
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        condition = np.where(high == 0, 0.0, condition / np.abs(high))
    exact = high, low, nearest, side
    return Reference(case.format, losses, *exact, condition, lenient, ruling, tiers)


def _decided(loss: Loss, quantity: str, case: Case, inside: np.ndarray, scale: np.ndarray):
    """As `decide`, over the rows *inside* the formula, and their conditions times the answer."""
    shape = case.targets.shape if quantity == "value" else case.logits.shape
    arrays = [*_undecided(shape), np.zeros(shape)]
    if inside.any():
        asked = case.logits[inside], case.targets[inside], scale[inside]
        found = _remembered()(loss.name, quantity, case.dtype, *asked, _code(loss))
        for array, part in zip(arrays, found, strict=True):
            array[inside] = part
    return arrays


def decide(loss: Loss, quantity: str, format: Format, logits, targets, scale, tiers=(0, 1, 2)):
    """High, low, nearest, side and the deciding tier of each row, all without the table."""
    shape = targets.shape if quantity == "value" else logits.shape
    arrays = _undecided(shape)
    pending = np.arange(len(targets))
    for tier, precision in _attempts(format, tiers):
        flint.ctx.prec = precision
        asked = logits[pending], targets[pending], scale[pending]
        bounds = _evaluate(loss, quantity, TIERS[tier], *asked)
        nearest, side, sure = _rounded(format, bounds)
        rows = sure.reshape(len(pending), -1).all(-1)
        for array, part in zip(arrays, (bounds.high, bounds.low, nearest, side), strict=False):
            array[pending[rows]] = part[rows]
        arrays[-1][pending[rows]] = tier
        pending = pending[~rows]
        if not len(pending):
            return arrays
    raise Undecided(f"{loss.name}: {quantity} of {logits[pending[0]].tolist()[:64]}")


def _undecided(shape: tuple[int, ...]) -> list[np.ndarray]:
    """Room for what `decide` finds."""
    side, tier = np.zeros(shape, np.int8), np.full(shape[0], -1, np.int8)
    return [*(np.zeros(shape) for _ in range(3)), side, tier]


def _attempts(format: Format, tiers):
    for tier in tiers:
        if format.precision <= _WIDEST[tier]:
            yield from ((tier, bits) for bits in (_PRECISIONS if tier == 2 else _PRECISIONS[:1]))


def _evaluate(loss: Loss, quantity: str, arithmetic, logits, targets, scale) -> Bounds:
    with np.errstate(all="ignore"):
        exact, rest = getattr(loss.module, quantity)(arithmetic, logits, targets)
        return arithmetic.bounds(exact, rest, scale if quantity == "value" else scale[:, None])


def _rounded(format: Format, bounds: Bounds):
    """Ziv's test: the nearest number, the side of it, and whether both ends agree on them."""
    lower, upper = format.bracket(*bounds.lower), format.bracket(*bounds.upper)
    sure = ~np.isnan(bounds.lower[0]) & ~np.isnan(bounds.upper[0])
    for one, other in zip(lower, upper, strict=True):
        sure &= one == other
    down, nearest, up = lower
    side = np.where(down == up, 0, np.where(nearest == down, 1, -1)).astype(np.int8)
    return nearest, side, sure


def _asked(name, quantity, dtype, logits, targets, scale, code):
    loss = Loss(name)
    found = decide(loss, quantity, FORMATS[dtype], logits, targets, scale)
    return [*found, _steepness(loss, quantity, logits, targets, scale)]


@np.errstate(all="ignore")
def _steepness(loss: Loss, quantity: str, logits, targets, scale) -> np.ndarray:
    """Sum over k of gap_k |d answer / d logit_k|: the condition times the answer, in float64."""
    gaps = logits.max(-1, keepdims=True) - logits
    gaps = np.where(np.isfinite(gaps), gaps, 0.0)  # of the classes at -inf, and where it overflows
    if quantity == "value":
        one = np.ones(len(targets))
        slopes = _evaluate(loss, "gradient", intervals.Intervals, logits, targets, one).high
        return np.nan_to_num(gaps * np.abs(slopes)).sum(-1)
    exps = np.where(np.isneginf(logits), 0.0, np.exp(-gaps))
    probs = exps / exps.sum(-1, keepdims=True)
    return loss.module.gradient_condition(probs, gaps) * np.abs(scale[:, None])


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
def _code(loss: Loss) -> str:
    """A digest of all that an answer depends on besides the question."""
    folder = Path(__file__).parent
    files = [*sorted((folder / "arithmetics").glob("*.py")), folder / "formats.py"]
    files += [Path(__file__), *sorted((folder / "losses").glob("*.py"))]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def trim() -> None:
    """Bring the disk cache back under its limit."""
    if memory().store_backend is not None:
        memory().reduce_size(bytes_limit=CACHE_LIMIT)
