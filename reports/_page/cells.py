"""Every cell as compact JSON, from which the page fills its drawers; no markup is in it."""

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from reports._numbers import short
from reports._page.kinds import command
from reports._page.marks import BLANK, GLYPHS, NO_ANSWER
from reports._record import Record
from reports._verdicts import CODES, QUANTITIES, STATUS_MARKS, is_wrong

#: One number a field and record: the index of its text among the strings.
FIELDS = (
    "question", "implementation", "framework", "loss", "regime", "dtype", "device", "shape",
    "status", "verdict", "error", "marks", "command",
)  # fmt: skip
#: Left out where the command is what it always is; the page puts the axes in.
USUAL = (
    '.venv/bin/nox -s "bench({framework})" -- --question {question} '
    "--implementation {implementation} --loss {loss} --regime {regime} --dtype {dtype} "
    "--shape {shape} --device {device}"
)


def content(records: Sequence[Record]) -> dict[str, Any]:
    """The strings once, the records as indices, and at length what went wrong."""
    strings: dict[str, int] = {"": 0}
    rows = [
        [strings.setdefault(text, len(strings)) for text in _texts(record)] for record in records
    ]
    wrong = {
        str(place): _at_length(record)
        for place, record in enumerate(records)
        if is_wrong(record) or record.reason
    }
    return {
        "fields": FIELDS,
        "usual": USUAL,
        "strings": list(strings),
        "records": rows,
        "wrong": wrong,
        "quantities": QUANTITIES,
        "codes": CODES,
        "glyphs": {**GLYPHS, "no answer": NO_ANSWER, "blank": BLANK},
        "statusMarks": STATUS_MARKS,
    }


def address(record: Record) -> str:
    """Where the page finds the cell of a value or gradient, at all shapes (assets/shapes.js)."""
    quantity = next(name for name, asked in QUANTITIES.items() if record.question in asked)
    axes = record.loss, record.dtype, record.device, record.regime, record.implementation
    return "/".join((quantity, *axes))


def as_json(value: Any) -> str:
    """On one line, and safe inside of a script element: nothing in it can end the element."""
    text = json.dumps(_plain(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _texts(record: Record) -> list[str]:
    found = {
        "error": short(record.error),
        "marks": " ".join(record.marks),
        "command": _command(record),
    }
    return [
        found.get(name) or str(getattr(record, name) or "") * (name not in found) for name in FIELDS
    ]


def _command(record: Record) -> str:
    """Empty where it is the usual one."""
    told = command(record)
    axes = {name: getattr(record, name) for name in FIELDS[:8]}
    return "" if told == USUAL.format(**axes) else told


def _at_length(record: Record) -> Mapping[str, Any]:
    """What the drawer shows besides the axes."""
    return {
        "reason": record.reason,
        "promise": record.promise,
        "seed": record.seed,
        "worst": record.worst,
    }


def _plain(value: Any) -> Any:
    """JSON has no NaN and no infinities; six digits are enough for a condition number."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return float(f"{value:.6g}") if math.isfinite(value) else str(value)
    return value
