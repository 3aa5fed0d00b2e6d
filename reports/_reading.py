"""Results files in, one `Run` out: every line is checked, and several runs are merged."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from reports._lines import BrokenResults
from reports._numbers import count
from reports._parts import Part, split
from reports._record import Footer, Header, Record

_BUSY = 0.25  #: of the times are unstable: the machine was, rather than they

__all__ = ["BrokenResults", "Run", "read"]


@dataclass(frozen=True)
class Run:
    """What was asked in one or several runs, and what came of it.

    A file holds one run, from its header to its footer, or several, one after another.
    """

    headers: tuple[Header, ...]  #: one a run
    records: tuple[Record, ...]  #: every cell once
    footers: tuple[Footer, ...]  #: of the runs that have one
    paths: tuple[Path, ...]  #: of the file of each run
    origins: tuple[int, ...]  #: for every record, the index of its run in headers and paths
    warnings: tuple[str, ...] = ()  #: what a reader of the report has to know
    repeats: tuple[tuple[int, Record], ...] = ()  #: of cells timed again, with their origin

    @property
    def names(self) -> tuple[str, ...]:
        """What to call each run: its file, and its number where that holds several."""
        several = Counter(self.paths)
        numbers = (self.paths[: index + 1].count(path) for index, path in enumerate(self.paths))
        return tuple(
            f"{path.name}, run {number}" if several[path] > 1 else path.name
            for path, number in zip(self.paths, numbers, strict=True)
        )


def read(*paths: Path | str) -> Run:
    """The run that *paths* hold together.

    Raises `BrokenResults` with one sentence where a file cannot be read, or where two runs
    cannot be merged because they contradict each other.
    """
    if not paths:
        raise BrokenResults("No results file was named: `nox` makes some.")
    found = tuple(part for path in dict.fromkeys(map(Path, paths)) for part in split(path))
    _same_methodology(found)
    merged, repeats, differing = _merged(found)
    return Run(
        headers=tuple(part.header for part in found),
        records=tuple(record for record, _ in merged),
        footers=tuple(part.footer for part in found if part.footer is not None),
        paths=tuple(part.path for part in found),
        origins=tuple(origin for _, origin in merged),
        warnings=(*(text for part in found for text in part.warnings), *differing, *_busy(merged)),
        repeats=repeats,
    )


def _same_methodology(parts: tuple[Part, ...]) -> None:
    for one, other in pairwise(parts):
        if one.header.methodology != other.header.methodology:
            raise BrokenResults(
                f"{one.where} was made with methodology {one.header.methodology} and {other.where} "
                f"with {other.header.methodology}: their questions or verdicts differ, so they do "
                "not mix; run the older one again."
            )


def _merged(
    parts: tuple[Part, ...],
) -> tuple[list[tuple[Record, int]], tuple[tuple[int, Record], ...], tuple[str, ...]]:
    """Every cell once with the index of its run; those timed again; a warning about inputs."""
    seen: dict[tuple[object, ...], tuple[Record, int, int]] = {}
    repeats: list[tuple[int, Record]] = []
    differing = 0
    for index, part in enumerate(parts):
        for number, record in part.records:
            kept, origin, line = seen.setdefault(record.identity, (record, index, number))
            if _contradicts(kept, record):
                raise BrokenResults(
                    f"{record.implementation} answered {record.cell} twice: {_answer(kept)} in "
                    f"{parts[origin].path}, line {line}, and {_answer(record)} in {part.path}, "
                    f"line {number}; leave one of them out."
                )
            differing += kept.digest != record.digest
            if record is not kept and record.timing is not None:
                repeats.append((index, record))
    cells = count(differing, "cell")
    text = f"{cells} asked twice, with different inputs: the first answer is kept."
    merged = [(record, index) for record, index, _ in seen.values()]
    return merged, tuple(repeats), (text,) * bool(differing)


def _busy(merged: Iterable[tuple[Record, int]]) -> Iterator[str]:
    """A sentence where so many times are unstable that none is to be relied on."""
    timings = [record.timing for record, _ in merged if record.timing is not None]
    unstable = sum(bool(timing.unstable) for timing in timings)
    if unstable > _BUSY * len(timings):
        are = "is" if unstable == 1 else "are"
        yield (
            f"The machine was busy: {unstable} of {count(len(timings), 'time')} {are} unstable; "
            "run `nox -s throughput` again when it is idle."
        )


def _contradicts(one: Record, other: Record) -> bool:
    """Of two that were timed only the status counts: how many calls came before the last one
    decides how its classes were shifted, and so the last bits of the answer that is judged.
    """
    if one.status != other.status:
        return True
    return one.verdict != other.verdict and (one.timing is None or other.timing is None)


def _answer(record: Record) -> str:
    return f"{record.status} ({record.verdict})" if record.verdict else record.status
