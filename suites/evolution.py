"""Evolution of logits in steps of an ulp: islands of rows, their children, and who is left.

(mu + lambda): the best of parents and children together are the next parents. A step is so many
encodings, so that it is as fine as the format wherever it is taken; the other moves make what
codes for losses stumble over: ties, gaps at a threshold, a common offset.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from suites import regimes
from suites.encodings import largest, numbers, ordinals
from suites.formats import Format
from suites.regimes._drawing import any_class, underflow

PARENTS, CHILDREN = 32, 256  #: on each island
ISLANDS = 4
PATIENCE = 40  #: generations without a better row, after which an island is settled anew


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows of logits by their ordinals, (islands, rows, classes), and a target of each."""

    ordinals: np.ndarray
    targets: np.ndarray

    def taken(self, rows: np.ndarray) -> "Rows":
        """Of each island those of the given numbers, (islands, rows)."""
        places = rows[..., None]
        return Rows(
            np.take_along_axis(self.ordinals, places, 1), np.take_along_axis(self.targets, rows, 1)
        )

    def beside(self, other: "Rows") -> "Rows":
        return Rows(
            np.concatenate([self.ordinals, other.ordinals], 1),
            np.concatenate([self.targets, other.targets], 1),
        )


def settlers(rng: np.random.Generator, classes: int, format: Format, rows: int) -> Rows:
    """So many rows for each island, from every regime that provokes at this size."""
    logits, targets = [np.zeros((0, classes))], [np.zeros(0, np.int64)]
    wanted = ISLANDS * rows
    for draw in regimes.catalogue().values():
        try:
            found, chosen = draw(rng, (-(-wanted // 32), classes), format)
        except regimes.NotProvoked:
            continue
        found = format.round(found)
        finite = np.isfinite(found).all(1)
        logits.append(found[finite])
        targets.append(chosen[finite])
    some = rng.permutation(sum(map(len, targets)))
    some = np.resize(some, wanted)
    return Rows(
        ordinals(np.concatenate(logits)[some], format).reshape(ISLANDS, rows, classes),
        np.concatenate(targets)[some].reshape(ISLANDS, rows),
    )


def children(rng: np.random.Generator, parents: Rows, format: Format) -> Rows:
    """Of parents in the order of their merit, of which the best have the most; one or two moves."""
    islands, count, _ = parents.ordinals.shape
    chosen = np.floor(count * rng.random((islands, CHILDREN)) ** 2).astype(np.int64)
    young = parents.taken(chosen)
    other = parents.taken(rng.integers(count, size=(islands, CHILDREN)))
    for share in (1.0, 0.5):
        kinds = rng.integers(len(MOVES), size=young.targets.shape)
        kinds[rng.random(kinds.shape) > share] = -1
        for kind, move in enumerate(MOVES):
            moved = move(rng, young, other, format)
            here = kinds == kind
            young = Rows(
                np.where(here[..., None], moved.ordinals, young.ordinals),
                np.where(here, moved.targets, young.targets),
            )
    most = largest(format)
    return replace(young, ordinals=np.clip(young.ordinals, -most, most))


def fittest(rows: Rows, merit: np.ndarray) -> tuple[Rows, np.ndarray]:
    """The best of each island, and their *merit*; of equal rows, which are one, none but one."""
    merit = np.where(_repeated(rows), -np.inf, merit)
    order = np.argsort(-merit, axis=1, kind="stable")[:, :PARENTS]
    return rows.taken(order), np.take_along_axis(merit, order, 1)


def _repeated(rows: Rows) -> np.ndarray:
    whole = np.concatenate([rows.ordinals, rows.targets[..., None]], -1)
    found = np.ones(rows.targets.shape, bool)
    for island, mine in zip(whole, found, strict=True):
        mine[np.unique(island, axis=0, return_index=True)[1]] = False
    return found


def _nudged(rng, rows: Rows, other: Rows, format: Format) -> Rows:
    """One logit by so many ulp, of any size up to a change of exponent or two."""
    steps = _steps(rng, rows, min(format.precision + 2, 50))  # of float64, within 64 bits
    return _written(rows, _one(rng, rows), rows.ordinals + steps)


def _swapped(rng, rows: Rows, other: Rows, format: Format) -> Rows:
    one, two = _one(rng, rows), _one(rng, rows)
    first, second = rows.ordinals * one, rows.ordinals * two
    found = _written(rows, one, second.sum(-1, keepdims=True))
    return _written(found, two & ~one, first.sum(-1, keepdims=True))


def _copied(rng, rows: Rows, other: Rows, format: Format) -> Rows:
    """A tie, or a few ulp beside one."""
    source = (rows.ordinals * _one(rng, rows)).sum(-1, keepdims=True)
    return _written(rows, _one(rng, rows), source + _steps(rng, rows, 3))


def _below_the_largest(rng, rows: Rows, other: Rows, format: Format) -> Rows:
    """At a gap of any magnitude, past that at which an exponential is 0."""
    top = numbers(rows.ordinals.max(-1, keepdims=True), format)
    gap = 1.2 * underflow(format) * rng.random(top.shape) ** 3
    return _written(rows, _one(rng, rows), ordinals(format.round(top - gap), format))


def _drawn_anew(rng, rows: Rows, other: Rows, format: Format) -> Rows:
    most = largest(format)
    return _written(rows, _one(rng, rows), rng.integers(-most, most + 1, rows.ordinals.shape))


def _shifted(rng, rows: Rows, other: Rows, format: Format) -> Rows:
    """All logits by one number, as far as they can follow."""
    by = rng.normal(size=(*rows.targets.shape, 1)) * 2.0 ** rng.uniform(-4, 14)
    moved = format.round(numbers(rows.ordinals, format) + by)
    return replace(rows, ordinals=ordinals(np.clip(moved, -format.max, format.max), format))


def _mixed(rng, rows: Rows, other: Rows, format: Format) -> Rows:
    """Some logits of another parent."""
    theirs = rng.random(rows.ordinals.shape) < 0.5
    return replace(rows, ordinals=np.where(theirs, other.ordinals, rows.ordinals))


def _retargeted(rng, rows: Rows, other: Rows, format: Format) -> Rows:
    classes = rows.ordinals.shape[-1]
    return replace(rows, targets=any_class(rng, (rows.targets.size, classes)).reshape(
        rows.targets.shape
    ))  # fmt: skip


Move = Callable[[np.random.Generator, Rows, Rows, Format], Rows]
MOVES: tuple[Move, ...] = (
    _nudged, _nudged, _nudged, _swapped, _copied, _below_the_largest, _drawn_anew, _shifted,
    _mixed, _retargeted,
)  # fmt: skip


def _one(rng, rows: Rows) -> np.ndarray:
    """A mask of one class in each row."""
    chosen = rng.integers(rows.ordinals.shape[-1], size=(*rows.targets.shape, 1))
    return np.arange(rows.ordinals.shape[-1]) == chosen


def _steps(rng, rows: Rows, bits: int) -> np.ndarray:
    size = np.floor(2.0 ** rng.uniform(0, bits, (*rows.targets.shape, 1)))
    return (size * rng.choice([-1, 1], size.shape)).astype(np.int64)


def _written(rows: Rows, where: np.ndarray, ordinals: np.ndarray) -> Rows:
    return replace(rows, ordinals=np.where(where, ordinals, rows.ordinals))
