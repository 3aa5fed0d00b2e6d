"""The tables of the Markdown report that take more than a line to fill."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reports import _markup
from reports._agreement import Agreement
from reports._failures import Alike, clipped, command
from reports._markup import code, table
from reports._matrix import Matrix
from reports._numbers import count, decimal, short
from reports._ranking import Standing
from reports._reaches import Place
from reports._reaches import Table as Reaches
from reports._record import Record
from reports._verdicts import ASKED, Worst

_ENTRIES = 8  #: of a long list of the worst row that are shown
_MESSAGE = 2000  #: characters of a failure's reason that are shown
_REASON = 300  #: and in a table, where the longest reason widens every row
_ROWS = 200  #: reasons in one table


def matrix(content: Matrix) -> str:
    """Regimes down and implementations across; bold is what failed."""
    across = content.implementations
    rows = [
        [_markup.text(regime), *(_cell(content.cells.get((regime, name))) for name in across)]
        for regime in content.rows
    ]
    return _markup.table_of_markup(["regime", *map(_markup.text, across)], rows)


def reaches(content: Reaches) -> str:
    """Implementations down and rays across: the value; the gradient."""
    rows = [
        [name, *(_both(content.places.get((name, ray), ())) for ray in content.rays)]
        for name in content.implementations
    ]
    return table(["implementation", *content.rays], rows)


def agreement(content: Agreement) -> str:
    """Symmetric, so only what lies below the diagonal."""
    rows = [
        [name, *(short(content.distances[name, other]) for other in content.names[:index])]
        for index, name in enumerate(content.names)
    ]
    return table(["ulp", *content.names[:-1]], rows[1:])


def questions(found: Sequence[Standing]) -> str:
    """Every question that was asked, the ones of the contract too."""
    asked = dict.fromkeys(record.question for standing in found for record in standing.records)
    counts = [_by_question(standing.records) for standing in found]
    rows = [[question, *(_passed(by[question]) for by in counts)] for question in asked]
    return table(["question", *(standing.implementation for standing in found)], rows)


def failures(group: Alike, room: int) -> str:
    """One kind: every cell with its reason and command, as far as there is room."""
    first = group.records[0]
    title = f"### {_markup.text(group.implementation)}: {count(len(group.records), 'cell')}"
    lines = [
        f"- {_markup.text(clipped(record.reason, _MESSAGE))}\n  {code(command(record))}"
        for record in group.records
    ]
    worst = f"The worst row of the first: {_markup.text(_row(first.worst))}" if first.worst else ""
    listed = "\n".join(_markup.within(lines, room, "like these"))
    return "\n\n".join(part for part in (title, worst, listed) if part)


def reasons(groups: Mapping[str, Sequence[Record]]) -> str:
    """How many cells and whose; beyond so many reasons, only how many more there are."""
    rows = [
        [str(len(records)), clipped(reason, _REASON), _whose(records)]
        for reason, records in list(groups.items())[:_ROWS]
    ]
    shown = table(["cells", "reason", "by implementation"], rows)
    more = len(groups) - len(rows)
    return f"{shown}\n\nAnd {count(more, 'more reason')}: see results.csv." if more else shown


def _whose(records: Iterable[Record]) -> str:
    cells = Counter(record.implementation for record in records)
    return ", ".join(f"{name} {number}" for name, number in cells.items())


def _cell(worst: Worst | None) -> str:
    if worst is None:
        return ""
    content = " ".join((worst.text, *worst.marks))
    if worst.failed:
        return f"**{content}**"
    return f"{content} (known)" if worst.known else content


def _both(places: Iterable[Place]) -> str:
    return "; ".join(place.text for place in places)


def _by_question(records: Iterable[Record]) -> Mapping[str, Counter[str]]:
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for record in records:
        found[record.question][record.status] += 1
    return found


def _passed(statuses: Counter[str]) -> str:
    asked = sum(statuses[status] for status in ASKED)
    return f"{statuses['passed']}/{asked}" if asked else ", ".join(statuses)


def _row(facts: Mapping[str, Any]) -> str:
    """Whatever the record tells of its worst row, readable."""
    return ", ".join(f"{name} {_value(value)}" for name, value in facts.items())


def _value(value: Any) -> str:
    if isinstance(value, list | tuple):
        more = f" ... ({len(value)} in all)" if len(value) > _ENTRIES else ""
        return f"({', '.join(map(_value, value[:_ENTRIES]))}{more})"
    return decimal(value)
