"""A trap: one implementation, in one loss, caught in one way that a score does not tell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from reports import _answers
from reports._cases import main_loss
from reports._numbers import count, whole
from reports._record import Record
from reports._verdicts import ASKED, JUDGED


@dataclass(frozen=True)
class Group:
    """The values and gradients that one implementation was asked of one loss."""

    implementation: str
    loss: str
    records: tuple[Record, ...]

    def counted(self, what: str) -> int:
        """Over all records: entries, zeros, negative ones ..."""
        return sum(record.counts.get(what, 0) for record in self.records)

    def of(self, quantity: str) -> "Group":
        """The values alone, or the gradients."""
        found = (record for record in self.records if _answers.quantity(record) == quantity)
        return Group(self.implementation, self.loss, tuple(found))


class Groups(dict[tuple[str, str], Group]):
    """By implementation and loss."""

    @cached_property
    def main(self) -> str:
        """The loss beside which the others are held; "" where nothing was asked."""
        return main_loss(record for group in self.values() for record in group.records)


@dataclass(frozen=True, kw_only=True)
class Trap:
    """What was found, told with names between backticks."""

    implementation: str
    loss: str
    records: tuple[Record, ...]  #: in which it was found
    shown: Record  #: the one that is told of
    told: str  #: of the implementation
    example: str  #: `nan for 0.197`; empty where the record does not hold one
    number: int  #: of the cells, or entries, that are caught
    of: int
    harm: float  #: sorts those of the same kind

    @property
    def sentence(self) -> str:
        return f"`{self.implementation}` {self.told}."


def grouped(records: Iterable[Record]) -> Groups:
    """In the order of the records."""
    found: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        if record.question in JUDGED and record.status in ASKED:
            found.setdefault((record.implementation, record.loss), []).append(record)
    return Groups((key, Group(*key, tuple(group))) for key, group in found.items())


def in_cells(
    group: Group, caught: Sequence[Record], shown: Record, told: str, example: str = "", of: int = 0
) -> Trap:
    """Counted by the cell, of all or of so many."""
    number, of = len(caught), of or len(group.records)
    told = f"{told}; so in {whole(number)} of {count(of, 'cell')}"
    return _trap(group, caught, shown, told, example, number, of)


def in_entries(
    group: Group, caught: Sequence[Record], shown: Record, told: str, example: str, what: str
) -> Trap:
    """Counted by the entry; *told* has {number} and {of} in it."""
    number, of = group.counted(what), group.counted("entries")
    told = told.replace("{number}", whole(number)).replace("{of}", whole(of))
    return _trap(group, caught, shown, told, example, number, of)


def _trap(
    group: Group, caught: Sequence[Record], shown: Record, told: str, example: str,
    number: int, of: int,
) -> Trap:  # fmt: skip
    return Trap(
        implementation=group.implementation,
        loss=group.loss,
        records=tuple(caught),
        shown=shown,
        told=told,
        example=example,
        number=number,
        of=of,
        harm=number / of if of else 0.0,
    )
