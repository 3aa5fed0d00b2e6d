"""Every record as a line of a table, for whoever prefers a spreadsheet."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from reports._failures import command
from reports._pace import Entry
from reports._races import races
from reports._reading import Run
from reports._record import Record
from reports._roofs import roofs

FILE = "results.csv"
_SAMPLES = ("rounds", "seconds", "yardstick", "device_seconds")


def render(run: Run) -> str:
    """One column a field; a field that is nested has one column a key: `quantiles.99`.

    The samples of a timing are left to the results file; how many there are is told, and how it
    stands beside the others: the place of who is right, otherwise its mark.
    """
    raced = {id(e.record): e for race in races(run.records) for e in race.entries}
    rows = [_row(record) | _beside(raced.get(id(record))) for record in run.records]
    text = io.StringIO()
    writer = csv.DictWriter(text, _columns(rows), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _row(record: Record) -> dict[str, object]:
    row = dict(pair for field in fields(record) for pair in _flat(field.name, record))
    # Complete, so that it can be pasted; a cell that begins with "--" is a formula to some.
    return {**row, "command": command(record)}


def _flat(name: str, record: Record) -> Iterator[tuple[str, object]]:
    value: Any = getattr(record, name)
    if name == "timing":
        value = _numbers(record)
    if name == "training":
        value = _numbers_of_training(record)
    if isinstance(value, Mapping):
        yield from ((f"{name}.{key}", _text(item)) for key, item in value.items())
    else:
        yield name, _text(value)


def _numbers(record: Record) -> Mapping[str, object]:
    if record.timing is None:
        return {}
    near = next(iter(roofs(record.timing)), None)
    found = {field.name: getattr(record.timing, field.name) for field in fields(record.timing)}
    numbers = {name: value for name, value in found.items() if name not in _SAMPLES}
    nearer = {"nearer_roof": near.name, "nearer_share": near.share} if near else {}
    return {**numbers, "rounds": len(record.timing.rounds), **nearer}


def _numbers_of_training(record: Record) -> Mapping[str, object]:
    """Without its curves, which are left to the results file."""
    found = {} if record.training is None else vars(record.training)
    return {name: number for name, number in found.items() if not isinstance(number, tuple)}


def _beside(entry: Entry | None) -> dict[str, object]:
    if entry is None:
        return {}
    place: dict[str, object] = {"timing.place": entry.place or entry.mark}
    if entry.relative is None:
        return place
    return place | {
        "timing.relative": entry.relative.median,
        "timing.relative_low": entry.relative.low,
        "timing.relative_high": entry.relative.high,
    }


def _text(value: Any) -> object:
    """Text and numbers as they are; what is nested as JSON, and nothing for nothing."""
    if isinstance(value, list | tuple | Mapping):
        return json.dumps(value) if value else ""
    return value


def _columns(rows: list[dict[str, object]]) -> list[str]:
    """In the order of the fields, whichever record has which keys."""
    order = [field.name for field in fields(Record)]
    found = dict.fromkeys(name for row in rows for name in row) or dict.fromkeys(order)
    return sorted(found, key=lambda name: order.index(name.partition(".")[0]))
