"""Results files in, one `Run` out: every line is checked, and several files are merged."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from reports import _lines
from reports._lines import BrokenResults
from reports._numbers import count
from reports._record import Footer, Header, Record

__all__ = ["BrokenResults", "Run", "read"]


@dataclass(frozen=True)
class Run:
    """What was asked in one or several results files, and what came of it."""

    headers: tuple[Header, ...]  #: one a file
    records: tuple[Record, ...]  #: every cell once
    footers: tuple[Footer, ...]  #: of the files that have one
    paths: tuple[Path, ...]
    origins: tuple[int, ...]  #: for every record, the index of its file in headers and paths
    warnings: tuple[str, ...] = ()  #: what a reader of the report has to know


@dataclass(frozen=True)
class _File:
    path: Path
    header: Header
    records: tuple[tuple[int, Record], ...]  #: with their line numbers
    footer: Footer | None
    warnings: tuple[str, ...]


def read(*paths: Path | str) -> Run:
    """The run that *paths* hold together.

    Raises `BrokenResults` with one sentence where a file cannot be read, or where two files
    cannot be merged because they contradict each other.
    """
    if not paths:
        raise BrokenResults("No results file was named: `nox` makes some.")
    files = tuple(_file(path) for path in dict.fromkeys(map(Path, paths)))
    _same_methodology(files)
    merged, differing = _merged(files)
    return Run(
        headers=tuple(file.header for file in files),
        records=tuple(record for record, _ in merged),
        footers=tuple(file.footer for file in files if file.footer is not None),
        paths=tuple(file.path for file in files),
        origins=tuple(origin for _, origin in merged),
        warnings=tuple(text for file in files for text in (*file.warnings, *_interrupted(file)))
        + differing,
    )


def _file(path: Path) -> _File:
    lines, warnings = _lines.parsed(path)
    header, *rest = lines
    assert isinstance(header, Header)
    footer = rest[-1] if rest and isinstance(rest[-1], Footer) else None
    numbered = enumerate(rest if footer is None else rest[:-1], start=2)
    records = tuple(_records(path, numbered))
    if footer is None:
        warnings += (
            f"{path} was cut off after {count(len(records), 'record')}: its last line, the counts, "
            "is missing, so cells may be missing too; run it again.",
        )
    elif footer.records != len(records):
        raise BrokenResults(
            f"{path}, line {len(rest) + 1}: the last line counts {footer.records} records, and "
            f"the file holds {len(records)}; it was changed after it was written, so run it again."
        )
    return _File(path, header, records, footer, warnings)


def _records(path: Path, lines: Iterable[tuple[int, object]]) -> Iterator[tuple[int, Record]]:
    for number, line in lines:
        if not isinstance(line, Record):
            raise BrokenResults(
                f"{path}, line {number}: a {type(line).__name__.lower()} among the records; hand "
                "over several results files one by one instead of joining them."
            )
        yield number, line


def _same_methodology(files: tuple[_File, ...]) -> None:
    for one, other in pairwise(files):
        if one.header.methodology != other.header.methodology:
            raise BrokenResults(
                f"{one.path} was made with methodology {one.header.methodology} and {other.path} "
                f"with {other.header.methodology}: their questions or verdicts differ, so they do "
                "not mix; run the older one again."
            )


def _merged(files: tuple[_File, ...]) -> tuple[list[tuple[Record, int]], tuple[str, ...]]:
    """Every cell once with the index of its file, and a warning about inputs that differ."""
    seen: dict[tuple[object, ...], tuple[Record, int, int]] = {}
    differing = 0
    for index, file in enumerate(files):
        for number, record in file.records:
            kept, origin, line = seen.setdefault(record.identity, (record, index, number))
            if (kept.verdict, kept.status) != (record.verdict, record.status):
                raise BrokenResults(
                    f"{record.implementation} answered {record.cell} twice: {_answer(kept)} in "
                    f"{files[origin].path}, line {line}, and {_answer(record)} in {file.path}, "
                    f"line {number}; leave one of them out."
                )
            differing += kept.digest != record.digest
    cells = count(differing, "cell")
    text = f"{cells} asked twice, with different inputs: the first answer is kept."
    return [(record, index) for record, index, _ in seen.values()], (text,) * bool(differing)


def _answer(record: Record) -> str:
    return f"{record.status} ({record.verdict})" if record.verdict else record.status


def _interrupted(file: _File) -> Iterator[str]:
    if file.footer is not None and file.footer.interrupted:
        records = count(len(file.records), "record")
        yield f"{file.path} was interrupted after {records}, so cells are missing."
