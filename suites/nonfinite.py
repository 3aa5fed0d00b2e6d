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
        own = targets[:, None] == np.arange(logits.shape[1]) if targets.ndim == 1 else targets > 0
        self.logits = logits
        self.is_target = own  # or, of soft targets, has a share in them
        others = np.where(self.is_target, -INF, logits)
        self.nan = np.isnan(logits).any(1)
        self.infs = (logits == INF).sum(1)
        self.target_inf = (own & (logits == INF)).any(1)
        self.target_neginf = (own & (logits == -INF)).any(1)
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


#: For soft targets: a class at -inf that has a share in them costs everything.
MIXTURE = (
    CROSS_ENTROPY[0],
    Row(
        "an infinity at the only class",
        lambda x: x.alone & np.isinf(x.logits).any(1),
        (0.0, NAN),
        {"rest": (0.0, NAN)},
    ),
    Row(
        "+inf at the only class with a share, and nowhere else",
        lambda x: x.target_inf & (x.infs == 1) & (x.is_target.sum(1) == 1),
        (0.0, NAN),
        {"rest": (0.0, NAN)},
    ),
    Row("+inf anywhere", lambda x: x.infs > 0, (INF, NAN), {"rest": FREE}),
    Row(
        "-inf everywhere",
        lambda x: (x.logits == -INF).all(1),
        (NAN,),
        {"rest": (NAN,)},
    ),
    Row("-inf at a class with a share", lambda x: x.target_neginf, (INF,), None),
)
