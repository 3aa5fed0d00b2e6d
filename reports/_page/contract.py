"""The questions of the contract: everything that is asked besides value, gradient and speed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports._record import Record
from reports._verdicts import ASKED, JUDGED, TIMED, is_wrong


@dataclass(frozen=True)
class Tally:
    """What one implementation made of one question."""

    passed: int
    asked: int
    wrong: tuple[Record, ...]
    marks: tuple[str, ...]  #: of any of them
    status: str  #: where nothing was asked: why


@dataclass(frozen=True)
class Contract:
    """A row a question, a column an implementation."""

    questions: tuple[str, ...]
    implementations: tuple[str, ...]
    tallies: Mapping[tuple[str, str], Tally]  #: by question and implementation


def contract(records: Iterable[Record], order: Sequence[str]) -> Contract:
    """The implementations in *order*."""
    groups: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        if record.question not in JUDGED and record.question not in TIMED:
            groups.setdefault((record.question, record.implementation), []).append(record)
    return Contract(
        questions=tuple(dict.fromkeys(question for question, _ in groups)),
        implementations=tuple(order),
        tallies={place: _tally(group) for place, group in groups.items()},
    )


def _tally(records: Sequence[Record]) -> Tally:
    asked = [record for record in records if record.status in ASKED]
    passed = sum(record.status == "passed" for record in asked)
    marks = tuple(dict.fromkeys(mark for record in asked for mark in record.marks))
    return Tally(passed, len(asked), tuple(filter(is_wrong, asked)), marks, records[0].status)
