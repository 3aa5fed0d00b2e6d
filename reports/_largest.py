"""The largest known error of each implementation, with the input on which it was found."""

from collections.abc import Iterator, Sequence
from itertools import product

from reports import _markup
from reports._markup import code, table
from reports._numbers import badness, short
from reports._ranking import about, standings
from reports._record import Record
from reports._verdicts import CODES, QUANTITIES, dtypes

SHOWN = 3  #: logits of a row
CAPTION = (
    "Of each implementation in the dtype that most people use, over all that it was asked. A row "
    "that a search has found is asked again in every run; no longer: it was worse when it was "
    "found. What was drawn or searched for is a lower bound; only a sweep of all inputs is none."
)


def largest(records: Sequence[Record], loss: str) -> Iterator[tuple[str, Record]]:
    """Of each implementation and quantity the record of the largest error that is known of *loss*.

    In the most usual dtype in which it was judged.
    """
    for standing in standings([record for record in records if record.loss == loss]):
        for quantity, dtype in product(QUANTITIES, dtypes(standing.records)[:1]):
            judged = [r for r in about(standing.records, quantity, dtype) if r.verdict]
            if judged:
                yield quantity, max(judged, key=lambda record: badness(record.error))


def section(records: Sequence[Record]) -> Iterator[str]:
    """Blocks of Markdown: a table of each loss in which something has been searched for."""
    for loss in dict.fromkeys(record.loss for record in records if record.known is not None):
        yield f"## Largest known errors of {_markup.text(loss)}"
        yield _markup.text(CAPTION)
        columns = "implementation", "dtype", "quantity", "error", "found in", "logits", "target"
        yield table(columns, [_row(*each) for each in largest(records, loss)])
    if gone := [told for record in records if (told := _gone(record))]:
        yield "Known once, and no longer so:"
        yield "\n".join(f"- {told}" for told in gone)


def _row(quantity: str, record: Record) -> list[str]:
    """The logits as hex floats, of which none is rounded."""
    where = f"a search ({record.known.found})" if record.known else code(record.regime)
    logits = record.worst.get("logits", ())
    told = ", ".join(map(str, logits[:SHOWN])) + ", ..." * (len(logits) > SHOWN)
    error = f"{CODES[record.verdict]} {short(record.error)}"
    target = record.worst.get("target")
    return [
        record.implementation, record.dtype, quantity, error, where,
        code(told) if told else "", "" if target is None else str(target),
    ]  # fmt: skip


def _gone(record: Record) -> str:
    """A sentence on what was worse when it was found; empty where nothing was."""
    if record.known is None or record.error is None:
        return ""
    if not record.error < record.known.error / 1.001:
        return ""
    return (
        f"{_markup.text(record.implementation)}, {record.question} in {record.dtype}: "
        f"{short(record.known.error)} ulp ({_markup.text(record.known.found)}), no longer: "
        f"{short(record.error)} ulp"
    )
