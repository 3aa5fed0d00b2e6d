"""Which cells are asked by default, which by --full, and what a narrower choice leaves of them."""

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from functools import cache
from itertools import product
from typing import Any

from suites import case, regimes
from suites.formats import FORMATS
from suites.losses import Loss
from suites.rotation import block
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


Place = tuple[str, str, str]  # regime, dtype, shape


@dataclass(frozen=True)
class Choice:
    """The values of the axes that the command line names; None where it is silent."""

    question: tuple[str, ...] | None = None
    loss: tuple[str, ...] | None = None
    regime: tuple[str, ...] | None = None
    dtype: tuple[str, ...] | None = None
    shape: tuple[str, ...] | None = None
    full: bool = False


def places(choice: Choice, own: Mapping[str, Iterable[str]] | None, loss: str) -> list[Place]:
    """Where a question about *loss* is asked, in an order in which neighbours share a shape.

    *own* are the axes that the question fixes for itself, if it does. An axis named on the
    command line replaces what the default has for it; for a question that fixes its own axes it
    does so only where the question is named too, and otherwise leaves what both have.
    """
    if own is None:
        found = _default(choice, loss)
    elif loss == default.MAIN or choice.full or choice.question or choice.loss:
        found = _own(choice, own)
    else:
        return []  # the promises of a function are asked about once
    found = [place for place in found if _meant(place[0], own or {})]
    order = {dtype: i for i, dtype in enumerate(FORMATS)}
    found.sort(key=lambda place: (order[place[1]], numbers(place[2])[::-1]))
    return [place for place in dict.fromkeys(found) if provoked(*place) is None]


def heats(choice: Choice, own: Mapping[str, Any], device: str) -> list[Place]:
    """Where a question about speed is asked: at its *own* axes, of which `full` has more.

    An axis named on the command line replaces them: any regime, dtype and shape can be timed.
    """
    axes = dict(own)
    more = axes.pop("full")
    if choice.full:
        axes |= more.get(device, {})
    named = (getattr(choice, axis) or axes[axis] for axis in ("regime", "dtype", "shape"))
    return [
        (regime, dtype, shape)
        for regime, dtype, shape in product(*named)
        if _meant(regime, own) and provoked(regime, dtype, _shape(block(numbers(shape)))) is None
    ]


def _meant(regime: str, own: Mapping[str, Iterable[str]]) -> bool:
    """May a question be asked there? What is no regime is meant for those alone that name it."""
    drawn, named = regimes.catalogue(), own.get("regime", ())
    return regime in named or (regime in drawn and drawn.keys() >= {*named})


def _shape(shape: tuple[int, int]) -> str:
    return "x".join(map(str, shape))


def _default(choice: Choice, loss: str) -> list[Place]:
    everywhere = loss == default.MAIN or choice.full
    related = default.VARIANT_REGIMES if Loss(loss).variant else default.RELATED_REGIMES
    asked = choice.regime or (tuple(regimes.catalogue()) if everywhere else related)
    dtypes = choice.dtype or (tuple(default.BROAD) if everywhere else default.RELATED_DTYPES)
    if choice.shape or choice.full:
        return list(product(asked, dtypes, choice.shape or default.SHAPES))
    most = None if everywhere else 1
    broad = [(r, d, s) for r, d in product(asked, dtypes) for s in default.BROAD[d][:most]]
    climbing = [r for r in asked if everywhere and r in default.LADDER_REGIMES]
    ladder = default.LADDER
    return broad + [(r, d, s) for r, d in product(climbing, dtypes) for s in ladder.get(d, ())]


def _own(choice: Choice, own: Mapping[str, Iterable[str]]) -> list[Place]:
    ordinary = {
        "regime": (default.ORDINARY,),
        "dtype": ("float32",),
        "shape": default.BROAD["float32"][:1],
    }
    usual = ordinary | dict(own)
    if choice.full and "dtype" not in own:
        usual["dtype"] = tuple(FORMATS)
    axes = []
    for axis, values in usual.items():
        named = getattr(choice, axis)
        if named is not None:
            values = named if choice.question else [v for v in values if v in named]
        axes.append(values)
    return [(regime, dtype, shape) for regime, dtype, shape in product(*axes)]


def numbers(shape: str) -> tuple[int, int]:
    """(num_examples, num_classes) of "64x10"."""
    rows, classes = map(int, shape.split("x"))
    return rows, classes


@cache
def provoked(regime: str, dtype: str, shape: str) -> str | None:
    """Why this regime has nothing to ask here; None where it has, or where it is none."""
    if regime not in regimes.catalogue():
        return None
    try:
        case.make(regime, dtype, numbers(shape))
    except regimes.NotProvoked as reason:
        return str(reason)
    return None
