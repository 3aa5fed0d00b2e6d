"""Failures that are alike, together; and the command that asks one cell again."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from reports._record import Record
from reports._verdicts import TIMED

BENCH = ("jax", "torch", "numpy")  #: frameworks of the session `bench`; others have `apart`
_NUMBER = re.compile(
    r"[-+]?(?:0x[0-9a-f.]+(?:p[-+]?\d+)?|\d+(?:\.\d*)?(?:e[-+]?\d+)?|\b(?:nan|inf)\b)",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"#(?:, #)+")  # however many numbers a list had


@dataclass(frozen=True)
class Alike:
    """Cells of one implementation whose reasons begin alike, but for the numbers and the axes."""

    implementation: str
    reason: str  #: of the first
    records: tuple[Record, ...]


def alike(records: Iterable[Record], status: str) -> tuple[Alike, ...]:
    """Those with *status*, by implementation and the most frequent reason first."""
    groups: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        if record.status == status:
            groups.setdefault((record.implementation, _shape(record)), []).append(record)
    order = list(dict.fromkeys(implementation for implementation, _ in groups))
    found = [Alike(name, group[0].reason, tuple(group)) for (name, _), group in groups.items()]
    return tuple(sorted(found, key=lambda a: (order.index(a.implementation), -len(a.records))))


def spread(groups: Iterable[Alike], most: int) -> tuple[Alike, ...]:
    """At most so many, taken from each implementation in turn, so that none is crowded out."""
    before: Counter[str] = Counter()
    turns = []
    for place, group in enumerate(groups):
        turns.append((before[group.implementation], place, group))
        before[group.implementation] += 1
    chosen = sorted(turns, key=lambda turn: turn[:2])[:most]
    return tuple(group for _, _, group in sorted(chosen, key=lambda turn: turn[1]))


def by_reason(records: Iterable[Record], status: str) -> dict[str, list[Record]]:
    """Those with *status* by reason, the most frequent first: many share what was missing."""
    groups: dict[str, list[Record]] = {}
    for record in records:
        if record.status == status:
            groups.setdefault(record.reason or "no reason was given", []).append(record)
    return dict(sorted(groups.items(), key=lambda item: -len(item[1])))


def command(record: Record) -> str:
    """What to type to ask this one cell again."""
    door = session(record.question, record.framework)
    return f"{door} -- {record.command}" if record.command else door


def session(question: str, framework: str) -> str:
    """The session of nox in which *question* is asked of those of *framework*."""
    if question in TIMED:
        return "nox -s throughput"
    door = "bench" if framework in BENCH else "apart"
    return f'nox -s "{door}({framework})"' if framework else "nox -s bench"


def one_line(text: str) -> str:
    return " ".join(text.split())


def clipped(text: str, width: int) -> str:
    """On one line of at most *width* characters."""
    text = one_line(text)
    return text if len(text) <= width else f"{text[: max(width, 20) - 3].rstrip()}..."


def first_line(text: str) -> str:
    """What a message of several lines says first, which is what is wrong."""
    return one_line(text.strip().partition("\n")[0]) or "no reason was given"


def _shape(record: Record) -> str:
    axes = (record.question, record.loss, record.regime, record.dtype, record.shape, record.device)
    shape = _NUMBER.sub("#", _pattern(axes).sub("#", first_line(record.reason)))
    return _SEVERAL.sub("#", shape)


@lru_cache(maxsize=4096)
def _pattern(axes: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(axis)}\b" for axis in axes if axis) or r"(?!)")
