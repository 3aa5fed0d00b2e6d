"""Traps: what the losses of an implementation reveal that no score tells, from the records alone.

No loss, implementation or regime is named here: those that are caught name themselves.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from reports import _beside, _caught, _markup
from reports._numbers import count
from reports._record import Record
from reports._trap import Group, Groups, Trap, grouped


@dataclass(frozen=True)
class Kind:
    """One way of being caught."""

    title: str
    says: str  #: one sentence; {main} is the loss beside which the others are held
    find: Callable[[Group, Groups], Trap | None]


#: The most harmful first.
KINDS = (
    Kind(
        "No number where there is one",
        "NaN or an infinity, where a finite number is true.",
        _caught.no_number,
    ),
    Kind(
        "A loss below zero",
        "No loss is negative, so that its logarithm, or a bound on it, is no number then.",
        _caught.below_zero,
    ),
    Kind(
        "Not one digit is right",
        f"Off by {100 * _caught.NO_DIGIT:.0f} % of what is true, or by more, and further than a "
        "small error beside 1 would explain.",
        _caught.no_digit,
    ),
    Kind(
        "What a loss breaks",
        "Its answer is `absolute`, worse, or none, in cells in which the same implementation is "
        "right with `{main}`.",
        _beside.broken,
    ),
    Kind(
        "Exactly 0 where there is a loss",
        "What is true is a normal number of the format, and was rounded away on the way; beside 1 "
        "the error is small, so that this may pass.",
        _caught.zero,
    ),
    Kind(
        "NaN of what is ignored",
        "An example that does not count has no gradient. NaN passes where its logits hold NaN or "
        "+inf, as padding may, and spreads to the weights behind them.",
        _caught.ignored,
    ),
    Kind(
        "Nothing over nothing",
        "A mean of no example. Neither answer is wrong, so know which it is.",
        _caught.nothing,
    ),
    Kind(
        "What a loss rescues",
        "Its answer is right in cells in which that of `{main}` by the same implementation is "
        "`absolute`, worse, or none.",
        _beside.rescued,
    ),
)


@dataclass(frozen=True)
class Caught:
    """Who is caught in one way: an implementation each, its worst loss first."""

    title: str
    says: str
    rows: tuple[tuple[Trap, ...], ...]


def traps(records: Iterable[Record]) -> tuple[Caught, ...]:
    """By kind, those in which anybody was caught; the worst first."""
    groups = grouped(records)
    found = (
        Caught(k.title, k.says.replace("{main}", groups.main), _rows(k, groups)) for k in KINDS
    )
    return tuple(caught for caught in found if caught.rows)


def section(records: Iterable[Record]) -> Iterator[str]:
    """Blocks of Markdown: a line a kind, with who is caught worst, and how many more are."""
    if found := traps(records):
        yield "## Traps"
        yield "Of each kind the worst: one implementation in one of its losses."
        yield "\n".join(f"- **{each.title}.** {_markup.text(_line(each))}" for each in found)


def _line(caught: Caught) -> str:
    (worst, *others), *rows = caught.rows
    more = [f"{len(others)} more of its losses"] * bool(others)
    more += [count(len(rows), "more implementation")] * bool(rows)
    return worst.sentence + (f" And {' and '.join(more)}." if more else "")


def _rows(kind: Kind, groups: Groups) -> tuple[tuple[Trap, ...], ...]:
    names: dict[str, list[Trap]] = {}
    for group in groups.values():
        if (one := kind.find(group, groups)) is not None:
            names.setdefault(one.implementation, []).append(one)
    rows = [tuple(sorted(each, key=lambda one: -one.harm)) for each in names.values()]
    return tuple(sorted(rows, key=lambda row: -row[0].harm))
