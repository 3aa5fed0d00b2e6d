"""Rows of logits with infinities and NaN in them: what is true there, as a table.

The principle is that of IEEE 754, section 9.2: the value at infinity is the limit where it
exists and does not depend on the path, else NaN; and a NaN in a row that takes part is handed
on. Where libraries differ for good reason, a second answer is accepted. Signs of zeros do not
count here: a loss of -0 is marked by the judge.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

NAN, INF = np.nan, np.inf
FREE = ()  #: any answer will do

Accepted = tuple[float, ...]  #: the canonical answer first


class Facts:
    """What the table asks of each row of (rows, classes) *logits*."""

    def __init__(self, logits: np.ndarray, targets: np.ndarray) -> None:
        at_target = np.take_along_axis(logits, targets[:, None], 1)[:, 0]
        self.logits = logits
        self.is_target = np.arange(logits.shape[1]) == targets[:, None]
        others = np.where(self.is_target, -INF, logits)
        self.nan = np.isnan(logits).any(1)
        self.target_inf = at_target == INF
        self.target_neginf = at_target == -INF
        self.other_infs = (others == INF).sum(1)
        self.others_neginf = (others == -INF).all(1)
        self.alone = np.full(len(targets), logits.shape[1] == 1)

    def kind(self, name: str) -> np.ndarray:
        """Which classes are of one kind, (rows, classes)."""
        return {
            "target": lambda: self.is_target,
            "inf": lambda: self.logits == INF,
            "neginf": lambda: self.logits == -INF,
            "rest": lambda: np.ones(self.logits.shape, bool),
        }[name]()


@dataclass(frozen=True)
class Row:
    """One line of the table; the first that holds decides."""

    name: str
    holds: Callable[[Facts], np.ndarray]
    value: Accepted
    #: By kind of class, the first that fits; None where the gradient has its formula after all.
    gradient: Mapping[str, Accepted] | None


CROSS_ENTROPY = (
    Row("NaN anywhere", lambda x: x.nan, (NAN,), {"neginf": FREE, "rest": (NAN,)}),
    Row(
        "+inf at the target and elsewhere",
        lambda x: x.target_inf & (x.other_infs > 0),
        (NAN,),
        {"neginf": FREE, "rest": (NAN,)},
    ),
    Row("+inf at the target only", lambda x: x.target_inf, (0.0, NAN), {"rest": (0.0, NAN)}),
    Row(
        "+inf at one other class",
        lambda x: x.other_infs == 1,
        (INF, NAN),
        {"target": (-1.0, NAN), "inf": (1.0, NAN), "rest": (0.0, NAN)},
    ),
    Row(
        "+inf at several other classes",
        lambda x: x.other_infs > 1,
        (INF, NAN),
        {"target": (-1.0, NAN), "inf": (NAN,), "rest": (0.0, NAN)},
    ),
    Row(
        "-inf at the only class",
        lambda x: x.target_neginf & x.alone,
        (0.0, NAN),
        {"rest": (0.0, NAN)},
    ),
    Row("-inf everywhere", lambda x: x.target_neginf & x.others_neginf, (NAN,), {"rest": (NAN,)}),
    Row("-inf at the target", lambda x: x.target_neginf, (INF,), None),
    Row("-inf at all other classes", lambda x: x.others_neginf, (0.0,), {"rest": (0.0,)}),
)


@dataclass(frozen=True, eq=False)
class Ruling:
    """What the table accepts: arrays of the shape of the answer."""

    outside: np.ndarray  #: decided here, not by the formula
    canonical: np.ndarray
    nan_accepted: np.ndarray
    free: np.ndarray


def rule(table, logits: np.ndarray, targets: np.ndarray, scale: np.ndarray | None) -> Ruling:
    """Apply *table* to the losses or, given the *scale* of each row, to the gradients."""
    facts = Facts(logits, targets)
    shape = targets.shape if scale is None else logits.shape
    ruling = Ruling(
        np.zeros(shape, bool), np.zeros(shape), np.zeros(shape, bool), np.zeros(shape, bool)
    )
    open_rows = np.ones(len(targets), bool)
    for row in table:
        here = row.holds(facts) & open_rows
        open_rows &= ~here
        if scale is None:
            _write(ruling, here, row.value)
            continue
        here = here[:, None] & np.ones(shape, bool)
        for kind, accepted in (row.gradient or {}).items():
            chosen = here & facts.kind(kind)
            _write(ruling, chosen, accepted)
            here &= ~chosen
    if scale is not None:
        _scale(ruling, scale[:, None])
    return ruling


def _write(ruling: Ruling, where: np.ndarray, accepted: Accepted) -> None:
    canonical, *more = accepted or (NAN,)
    ruling.outside[where] = True
    ruling.canonical[where] = canonical
    ruling.nan_accepted[where] = bool(np.isnan([canonical, *more]).any())
    ruling.free[where] = accepted == FREE


def _scale(ruling: Ruling, scale: np.ndarray) -> None:
    """0 times NaN may be NaN, or be dropped."""
    ruling.canonical[(scale == 0) & np.isnan(ruling.canonical)] = 0.0
    np.multiply(ruling.canonical, scale, out=ruling.canonical, where=ruling.outside)
