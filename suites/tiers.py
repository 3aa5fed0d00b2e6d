"""Three arithmetics in a row, each handing on the rows that it cannot decide.

It cannot where the two ends of its enclosure do not round to the same numbers of the format, down,
to nearest and up (Ziv's test). For finite logits the exact loss is transcendental
(Lindemann-Weierstrass), as is every probability unless all logits are equal, so that the last tier
ends; where the exact part of a formula is itself a midpoint, the open end of the enclosure decides
(`suites.arithmetics`).
"""

from typing import Any

import flint
import numpy as np

from suites.arithmetics import Bounds, balls, double_doubles, intervals, rationals
from suites.formats import Format
from suites.losses import Loss

#: Each with the widest format that it can decide; the last may be asked again, more precisely.
TIERS = (intervals.Intervals, double_doubles.DoubleDoubles, balls.Balls)
_WIDEST = (intervals.PRECISION, double_doubles.PRECISION, 53)
_PRECISIONS = tuple(64 * 2**i for i in range(11))


class Undecided(Exception):
    """No precision up to 2**16 bits rounds this row: the formula is wrong, or has no theorem."""


def decide(
    loss: Loss, quantity: str, format: Format, logits, targets, scale, tiers=None, whole=1.0
):
    """High, low, nearest, side and the deciding tier of each row, all without the table.

    Each is the formula times the *scale* of its row, over *whole*.
    """
    shape = scale.shape if quantity == "value" else logits.shape
    arrays = undecided(shape)
    pending = np.arange(len(targets))
    if np.frexp(whole)[0] == 0.5:  # a power of two
        scale = scale / whole
    else:
        scale, tiers = rationals.quotients(scale, whole), (2,)
    for tier, precision in _attempts(format, loss.said("TIERS") if tiers is None else tiers):
        flint.ctx.prec = precision
        asked = logits[pending], targets[pending], scale[pending]
        bounds = evaluate(loss, quantity, TIERS[tier], *asked)
        nearest, side, sure = _rounded(format, bounds)
        rows = sure.reshape(len(pending), -1).all(-1)
        for array, part in zip(arrays, (bounds.high, bounds.low, nearest, side), strict=False):
            array[pending[rows]] = part[rows]
        arrays[-1][pending[rows]] = tier
        pending = pending[~rows]
        if not len(pending):
            return arrays
    raise Undecided(f"{loss.name}: {quantity} of {logits[pending[0]].tolist()[:64]}")


def decide_total(loss: Loss, format: Format, logits, targets, scale, whole):
    """The same of the sum of all rows over *whole*: arrays of one number."""
    tiers = set(loss.said("TIERS")) & {0, 2}
    return _joined(loss, "value", format, logits, targets, tiers, "totalled", scale, whole)


def decide_crossed(loss: Loss, format: Format, logits, targets, scale):
    """Of the sum of the outer products of each row's gradient with its scaled *logits*."""
    return _joined(loss, "gradient", format, logits, targets, {2}, "crossed", scale, logits)


def _joined(loss: Loss, quantity: str, format: Format, logits, targets, tiers, join: str, *given):
    for tier, precision in _attempts(format, tiers):
        flint.ctx.prec = precision
        arithmetic: Any = TIERS[tier]
        with np.errstate(all="ignore"):
            pair = loss.ask(quantity, arithmetic, logits, targets)
            bounds = arithmetic.bounds(*getattr(arithmetic, join)(*pair, *given), np.ones(1))
        nearest, side, sure = _rounded(format, bounds)
        if sure.all():
            decided = np.full(len(nearest), tier, np.int8)
            return [bounds.high, bounds.low, nearest, side, decided]
    raise Undecided(f"{loss.name}: {quantity} of {len(logits)} rows")


def undecided(shape: tuple[int, ...]) -> list[np.ndarray]:
    """Room for what `decide` finds."""
    side, tier = np.zeros(shape, np.int8), np.full(shape[0], -1, np.int8)
    return [*(np.zeros(shape) for _ in range(3)), side, tier]


def quickest(loss: Loss) -> Any:
    """The arithmetic in which the formula is evaluated fastest."""
    return TIERS[min(loss.said("TIERS"))]


def _attempts(format: Format, tiers):
    precisions = _PRECISIONS if 0 in tiers else _PRECISIONS[1:]  # a difference has lost bits
    for tier in sorted(tiers):
        if format.precision <= _WIDEST[tier]:
            yield from ((tier, bits) for bits in (precisions if tier == 2 else precisions[:1]))


def evaluate(loss: Loss, quantity: str, arithmetic, logits, targets, scale) -> Bounds:
    with np.errstate(all="ignore"):
        exact, rest = loss.ask(quantity, arithmetic, logits, targets)
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
