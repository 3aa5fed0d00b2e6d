"""Which cells are asked by default, which by --full, and what a narrower choice leaves of them."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cache
from itertools import product
from typing import Any

from suites import case, regimes
from suites.formats import FORMATS
from suites.losses import Loss
from xentbench import default


@dataclass(frozen=True)
class Cell:
    """One question's place in the matrix."""

    implementation: str
    loss: str
    regime: str
    dtype: str
    shape: str
    device: str

    def __str__(self) -> str:
        return "-".join(astuple(self))

    @classmethod
    def parse(cls, text: str) -> "Cell":
        return cls(*text.split("-"))

    def path(self, question: str) -> str:
        """What the patterns of KNOWN_FAILURES and PROMISE are matched against."""
        return "/".join((question, self.loss, self.regime, self.dtype, self.shape, self.device))


Asked = tuple[str, Cell]  #: a question, and where it is asked
Place = tuple[str, str, str]  # regime, dtype, shape


@dataclass(frozen=True)
class Choice:
    """The values of the axes that the command line names; None where it is silent."""

    question: tuple[str, ...] | None = None
    loss: tuple[str, ...] | None = None
    regime: tuple[str, ...] | None = None
    dtype: tuple[str, ...] | None = None
    shape: tuple[str, ...] | None = None
    grid: tuple[str, ...] | None = None
    full: bool = False


Axes = Mapping[str, Any]  #: values that a question fixes for itself, and whether it is `rare`


def places(choice: Choice, own: Sequence[Axes] | None, loss: str) -> list[Place]:
    """Where a question about *loss* is asked, in an order in which neighbours share a shape.

    *own* are the axes that the question fixes for itself, if it does: it is asked in all of
    them, about the losses that they name or, where they name none, about the main one. An axis
    named on the command line replaces what the default has for it; for a question that fixes its
    own axes it does so only where the question is named too, and otherwise leaves what both have.
    A `rare` one is asked nowhere unless it is named, or --full.
    """
    if own is None:
        found = _default(choice, loss)
    else:
        found = [
            place for axes in own if _about(choice, axes, loss) for place in _own(choice, axes)
        ]
    order = {dtype: i for i, dtype in enumerate(FORMATS)}
    found.sort(key=lambda place: (order[place[1]], numbers(place[2])[::-1]))
    return [place for place in dict.fromkeys(found) if provoked(*place) is None]


def _default(choice: Choice, loss: str) -> list[Place]:
    everywhere = loss == default.MAIN or choice.full
    variant = Loss(loss).variant
    if variant and loss not in default.VARIANTS and not (choice.full or choice.loss):
        return []
    related = default.VARIANT_REGIMES if variant else default.RELATED_REGIMES
    asked = choice.regime or (tuple(regimes.catalogue()) if everywhere else related)
    asked = tuple(regime for regime in asked if regime in regimes.catalogue())
    dtypes = choice.dtype or (tuple(default.BROAD) if everywhere else default.RELATED_DTYPES)
    if choice.shape or choice.full:
        return list(product(asked, dtypes, choice.shape or default.SHAPES))
    most = None if everywhere else 1
    broad = [(r, d, s) for r, d in product(asked, dtypes) for s in default.BROAD[d][:most]]
    broad += _besides(choice, loss)
    climbing = [r for r in asked if everywhere and r in default.LADDER_REGIMES]
    ladder = default.LADDER
    return broad + [(r, d, s) for r, d in product(climbing, dtypes) for s in ladder.get(d, ())]


def _besides(choice: Choice, loss: str) -> list[Place]:
    """Those of the few places more that the command line leaves."""
    named = choice.regime, choice.dtype, choice.shape
    return [
        place
        for place in default.BESIDES.get(loss, ())
        if all(
            values is None or value in values for value, values in zip(place, named, strict=True)
        )
    ]


def _about(choice: Choice, own: Axes, loss: str) -> bool:
    """The promises of a function are asked about once, and a training of the losses it names."""
    if own.get("rare") and not (choice.question or choice.full):
        return False
    if "loss" in own:
        return loss in own["loss"] or bool(choice.question and choice.loss)
    return bool(loss == default.MAIN or choice.full or choice.question or choice.loss)


def _own(choice: Choice, own: Axes) -> list[Place]:
    ordinary = {
        "regime": (default.ORDINARY,),
        "dtype": ("float32",),
        "shape": default.BROAD["float32"][:1],
    }
    usual = ordinary | {axis: own[axis] for axis in ordinary.keys() & own.keys()}
    if choice.full and "dtype" not in own:
        usual["dtype"] = tuple(FORMATS)
    axes = [_narrowed(choice, axis, tuple(values)) for axis, values in usual.items()]
    return [(regime, dtype, shape) for regime, dtype, shape in product(*axes)]


def _narrowed(choice: Choice, axis: str, usual: tuple[str, ...]) -> list[str]:
    named = getattr(choice, axis)
    if named is None:
        return list(usual)
    if not choice.question:
        return [value for value in usual if value in named]
    if axis != "regime":
        return list(named)
    known = regimes.catalogue().keys()
    others = known if known >= {*usual} else ()  # no regime is a training, no training a regime
    return [value for value in named if value in usual or value in others]


def numbers(shape: str) -> tuple[int, int]:
    """(num_examples, num_classes) of "64x10"."""
    rows, classes = map(int, shape.split("x"))
    return rows, classes


@cache
def provoked(regime: str, dtype: str, shape: str) -> str | None:
    """Why this regime has nothing to ask here; None where it has, and where it is no regime."""
    if regime not in regimes.catalogue():
        return None
    try:
        case.make(regime, dtype, numbers(shape))
    except regimes.NotProvoked as reason:
        return str(reason)
    return None
