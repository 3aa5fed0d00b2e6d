"""The runs that one results file holds, one after another: each from its header to its footer."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from reports._lines import BrokenResults, Line, parsed
from reports._numbers import count
from reports._record import Footer, Header, Record


@dataclass(frozen=True)
class Part:
    """One run of a file."""

    path: Path
    where: str  #: the file, and the line of the header where there are several
    header: Header
    records: tuple[tuple[int, Record], ...]  #: with their line numbers
    footer: Footer | None
    warnings: tuple[str, ...]


def split(path: Path) -> Iterator[Part]:
    """The runs of *path*, in its order; raises `BrokenResults` where a footer is in the wrong."""
    lines, damage = parsed(path)
    starts = [index for index, line in enumerate(lines) if isinstance(line, Header)]
    for start, end in pairwise([*starts, len(lines)]):
        header, *rest = lines[start:end]
        assert isinstance(header, Header)  # by the choice of start
        footer = rest[-1] if rest and isinstance(rest[-1], Footer) else None
        numbered = enumerate(rest if footer is None else rest[:-1], start=start + 2)
        records = tuple(_records(path, numbered))
        if footer is not None and (wrong := _miscounted(footer, [each for _, each in records])):
            raise BrokenResults(
                f"{path}, line {end}: {wrong}; the file was changed after it was written, so run "
                "it again."
            )
        where = f"{path}, line {start + 1}" if len(starts) > 1 else str(path)
        missing = tuple(_missing(where, len(records), footer))
        warnings = (*damage, *missing) if end == len(lines) else missing
        yield Part(path, where, header, records, footer, warnings)


def _records(path: Path, lines: Iterable[tuple[int, Line]]) -> Iterator[tuple[int, Record]]:
    for number, line in lines:
        if not isinstance(line, Record):
            raise BrokenResults(
                f"{path}, line {number}: a footer among the records, and only another header may "
                "follow one; the file was changed after it was written, so run it again."
            )
        yield number, line


def _miscounted(footer: Footer, records: Sequence[Record]) -> str:
    if footer.records != len(records):
        return f"the last line counts {footer.records} records, and there are {len(records)}"
    found: Counter[str] = Counter(record.status for record in records)
    for status in (*footer.statuses, *found):
        counted = footer.statuses.get(status, 0)
        if counted != found[status]:
            return f"the last line counts {counted} {status}, and there are {found[status]}"
    return ""


def _missing(where: str, number: int, footer: Footer | None) -> Iterator[str]:
    records = count(number, "record")
    if footer is None:
        yield (
            f"{where} was cut off after {records}: its last line, the counts, is missing, so "
            "cells may be missing too; run it again."
        )
    elif footer.interrupted:
        yield f"{where} was interrupted after {records}, so cells are missing."
