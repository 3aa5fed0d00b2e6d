"""What went wrong, by implementation and kind, each kind with the command that shows its worst."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports import _failures
from reports._failures import Alike
from reports._record import Record
from reports._verdicts import WRONG, Worst, worst

_AXES = ("question", "dtype", "shape", "regime")


@dataclass(frozen=True)
class Kind:
    """Cells of one implementation that went wrong alike."""

    anchor: str  #: the id of its row
    status: str
    group: Alike
    worst: Worst

    @property
    def reason(self) -> str:
        return _failures.first_line(self.group.reason)

    @property
    def axes(self) -> dict[str, tuple[str, ...]]:
        """Where: the values of each axis that occur."""
        found = self.group.records
        return {axis: tuple(dict.fromkeys(getattr(r, axis) for r in found)) for axis in _AXES}

    @property
    def command(self) -> str:
        return command(self.worst.record)


def kinds(records: Sequence[Record]) -> tuple[Kind, ...]:
    """By implementation in the order of the records; failures before what is known."""
    found = [
        (status, group)
        for status in ("failed", "known failure")
        for group in _failures.alike(records, status)
    ]
    found += [("passed", group) for group in _promised(records)]
    order = list(dict.fromkeys(record.implementation for record in records))
    found.sort(key=lambda pair: order.index(pair[1].implementation))
    told = ((status, group, worst(group.records)) for status, group in found)
    return tuple(
        Kind(f"kind-{number}", status, group, worst)
        for number, (status, group, worst) in enumerate(told, start=1)
        if worst is not None
    )


def anchors(found: Sequence[Kind]) -> dict[int, str]:
    """The row in which a record (by its `id`) is told about."""
    return {id(record): kind.anchor for kind in found for record in kind.group.records}


def command(record: Record) -> str:
    """What to type in the root of a checkout to ask this one cell again."""
    return f".venv/bin/{_failures.command(record)}"


def _promised(records: Sequence[Record]) -> list[Alike]:
    """Wrong, and no worse than was promised."""
    groups: dict[str, list[Record]] = {}
    for record in records:
        if record.status == "passed" and record.verdict in WRONG:
            groups.setdefault(record.implementation, []).append(record)
    reason = "no better was promised"
    return [Alike(name, reason, tuple(group)) for name, group in groups.items()]
