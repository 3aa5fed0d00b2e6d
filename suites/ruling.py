"""What the table of `suites.nonfinite` accepts in each entry of an answer."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from suites.nonfinite import FREE, NAN, Accepted, Facts, Row


@dataclass(frozen=True, eq=False)
class Ruling:
    """What the table accepts: arrays of the shape of the answer."""

    outside: np.ndarray  #: decided here, not by the formula
    canonical: np.ndarray
    nan_accepted: np.ndarray
    free: np.ndarray
    ignored: np.ndarray  #: of an example that does not count, while others do


def rule_losses(
    table, logits: np.ndarray, targets: np.ndarray, scale: np.ndarray, ignored
) -> Ruling:
    """Apply *table* to the losses, each times the *scale* of its row; *ignored* ones are 0."""
    ruling, facts = _empty(scale.shape), Facts(logits, targets)
    for row, here in _rows(table, facts):
        _write(ruling, here, row.value)
    _scale(ruling, scale)
    _write(ruling, ignored, (0.0,))
    ruling.ignored[ignored] = True
    return ruling


def rule_total(ruling: Ruling, whole: float) -> tuple[Ruling, np.ndarray]:
    """Of all losses over *whole*, and which of them have to be added up for it.

    A loss that the table decides is 0, or decides for all. Nothing over nothing is 0 or NaN.
    """
    counted, total = ~ruling.outside, _empty((1,))
    deciding = ruling.outside & ((ruling.canonical != 0) | ruling.nan_accepted | ruling.free)
    if whole == 0:
        _write(total, np.ones(1, bool), (0.0, NAN))
        return total, np.zeros_like(counted)
    if deciding.any():
        canonical = float(ruling.canonical[deciding].sum())
        doubtful = (ruling.nan_accepted | ruling.free)[deciding].any()
        accepted = (canonical, NAN) if doubtful else (canonical,)
        _write(total, np.ones(1, bool), FREE if np.isfinite(canonical) else accepted)
    elif not counted.any():
        _write(total, np.ones(1, bool), (0.0,))
    return total, counted & ~total.outside


def rule_gradients(
    table, logits: np.ndarray, targets: np.ndarray, scale: np.ndarray, ignored, whole: float = 1.0
) -> Ruling:
    """The same for the gradients: that of what is ignored is 0, whatever it holds.

    NaN is accepted there if the row holds NaN or +inf itself, or if all are.
    """
    ruling, facts = _empty(logits.shape), Facts(logits, targets)
    for row, here in _rows(table, facts):
        entries = here[:, None] & np.ones(logits.shape, bool)
        for kind, accepted in (row.gradient or {}).items():
            chosen = entries & facts.kind(kind)
            _write(ruling, chosen, accepted)
            entries &= ~chosen
    _scale(ruling, scale[:, None])
    every = np.ones(logits.shape, bool)
    dirty = facts.nan | (facts.infs > 0)
    _write(ruling, (ignored & ~dirty)[:, None] & every, (0.0,))
    _write(ruling, (ignored & dirty)[:, None] & every, (0.0, NAN))
    if whole == 0:
        _write(ruling, every, (0.0, NAN))
        return ruling
    ruling.ignored[ignored] = True
    np.divide(ruling.canonical, whole, out=ruling.canonical, where=ruling.outside)
    if np.frexp(whole)[0] != 0.5:  # no power of two: the quotient is rounded
        ruling.free[ruling.outside & np.isfinite(ruling.canonical) & (ruling.canonical != 0)] = True
    return ruling


def _empty(shape: tuple[int, ...]) -> Ruling:
    flags = (np.zeros(shape, bool) for _ in range(4))
    return Ruling(next(flags), np.zeros(shape), *flags)


def _rows(table, facts: Facts) -> Iterator[tuple[Row, np.ndarray]]:
    """Each row of the table, and where it is the first that holds."""
    pending = np.ones(len(facts.logits), bool)
    for row in table:
        here = row.holds(facts) & pending
        pending &= ~here
        yield row, here


def _write(ruling: Ruling, where: np.ndarray, accepted: Accepted) -> None:
    canonical, *more = accepted or (NAN,)
    ruling.outside[where] = True
    ruling.canonical[where] = canonical
    ruling.nan_accepted[where] = bool(np.isnan([canonical, *more]).any())
    ruling.free[where] = accepted == FREE


def _scale(ruling: Ruling, scale: np.ndarray) -> None:
    """0 times what is not finite may be NaN, or be dropped."""
    dropped = (scale == 0) & ruling.outside & ~np.isfinite(ruling.canonical)
    ruling.canonical[dropped], ruling.nan_accepted[dropped] = 0.0, True
    np.multiply(ruling.canonical, scale, out=ruling.canonical, where=ruling.outside)
