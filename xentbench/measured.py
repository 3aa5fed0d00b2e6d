"""What heats took before: seconds by cell, from the last runs here and the published ones."""

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from suites.workload import WORKLOADS
from xentbench.plan import Cell

ROOT = Path(__file__).parents[1]
AXES = tuple(Cell.__dataclass_fields__)

Key = tuple[str, Cell]  #: a question and where it was asked


@dataclass(frozen=True)
class Measured:
    """Seconds that each took, with drawing, warming up and judging, not only in its rounds."""

    here: Mapping[Key, float] = field(default_factory=dict)
    elsewhere: Mapping[Key, float] = field(default_factory=dict)  #: on another machine

    def of(self, question: str, cell: Cell) -> tuple[float, str] | None:
        """Seconds, and where they were measured."""
        for name in ("here", "elsewhere"):
            found = getattr(self, name).get((question, cell))
            if found is not None:
                return found, name
        return None


def measured(machine: Mapping[str, Any], paths: Iterable[Path] | None = None) -> Measured:
    """Of what is in *paths*, the last ones counting most; of a machine with the same cores, here.

    By default of the newest published file and of all timings in reports/latest, the newest last.
    A line that is none is passed over: this is about seconds, and whether results are whole is
    for whoever reads them.
    """
    found: dict[bool, dict[Key, float]] = {True: {}, False: {}}
    for path in _usual() if paths is None else paths:
        here = False
        for line in _lines(path):
            if line.get("kind") == "header":
                here = _same(line.get("machine", {}), machine)
            elif line.get("question") in WORKLOADS and _counts(line):
                cell = Cell(*(line[axis] for axis in AXES))
                found[here][line["question"], cell] = line["seconds"]
    return Measured(found[True], found[False])


def _usual() -> Iterator[Path]:
    published = sorted((ROOT / "reports" / "published").glob("*/*.jsonl.gz"))
    latest = (ROOT / "reports" / "latest").glob("*throughput*.jsonl")
    yield from published[-1:]
    yield from sorted(latest, key=lambda path: path.stat().st_mtime)


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(one.get(fact) == other.get(fact) for fact in ("cpu", "cores"))


def _counts(line: Mapping[str, Any]) -> bool:
    """Not who could not be asked, or was right and not timed: either takes longer another time."""
    return bool(line["timing"]) or line["status"] not in ("passed", "skipped")


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """Of the lines of a results file those that are a header, or about speed."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        for line in file:
            if '"forward' not in line and '"header"' not in line:
                continue
            try:
                yield json.loads(line)
            except ValueError:
                continue
