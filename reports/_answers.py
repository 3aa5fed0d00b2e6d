"""What was answered, and what is true, at the worst place of a record: as numbers, and in words."""

import math
from collections.abc import Iterable
from typing import Any

from reports._agreement import FORMATS
from reports._failures import first_line
from reports._numbers import decimal, short
from reports._record import Record
from reports._verdicts import QUANTITIES, usual, worst


def computed(record: Record) -> float | None:
    """None where it was not recorded, or is no number."""
    return _number(record.worst.get("computed"))


def exact(record: Record) -> float | None:
    return _number(record.worst.get("exact"))


def relative(record: Record) -> float | None:
    """The error over the size of the exact value; None where either is 0, infinite or no number."""
    found, true = computed(record), exact(record)
    if found is None or not true or not math.isfinite(found) or not math.isfinite(true):
        return None
    return abs(found - true) / abs(true)


def vanished(record: Record) -> bool:
    """Is the answer 0 where a normal number of the format is true?"""
    true = exact(record)
    if computed(record) != 0 or true is None or record.dtype not in FORMATS:
        return False
    return abs(true) >= math.ldexp(1.0, FORMATS[record.dtype][1])


def logit(record: Record) -> float | None:
    """The one of the entry, where the answer has an entry for each."""
    facts = record.worst
    entry, logits = facts.get("entry"), facts.get("logits")
    if not isinstance(entry, int):
        return None
    if isinstance(logits, list | tuple) and entry < len(logits):
        return _number(logits[entry])
    return _number(facts.get("at entry"))


def worst_of(records: Iterable[Record]) -> Record:
    """The worst of the usual dtype; there has to be one."""
    told = worst(_usual(records))
    assert told is not None
    return told.record


def largest_of(records: Iterable[Record]) -> Record:
    """Of the usual dtype, that in which the largest exact value was missed."""
    return max(_usual(records), key=lambda record: abs(exact(record) or 0))


def quantity(record: Record) -> str:
    """Value or gradient."""
    return next((name for name, asked in QUANTITIES.items() if record.question in asked), "value")


def words(record: Record) -> str:
    """`nan for 0.197`; or why there was no answer."""
    facts = record.worst
    if "computed" in facts and "exact" in facts:
        given, true = decimal(facts["computed"]), decimal(facts["exact"])
        off = f", off by {short(record.error)} ulp" if given == true else ""
        return f"{given} for {true}{off}"
    return first_line(record.reason).rstrip(".")


def place(record: Record) -> str:
    """In which regime and dtype, with names between backticks."""
    return f"in `{record.regime}` ({record.dtype})"


def _usual(records: Iterable[Record]) -> list[Record]:
    found = list(records)
    first = min((record.dtype for record in found), key=usual)
    return [record for record in found if record.dtype == first]


def _number(text: Any) -> float | None:
    if isinstance(text, list | tuple) and text:
        return _number(text[0])
    try:
        return float.fromhex(text) if isinstance(text, str) else None
    except (ValueError, OverflowError):
        return None
