"""One screen: who stands where, what failed and how to ask it again.

Everything is here in its shortest form; summary.md has it at length.
"""

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence

from tabulate import tabulate

from reports import _provenance, _throughput, _totals, _trainings
from reports._failures import (
    Alike,
    alike,
    by_reason,
    clipped,
    command,
    first_line,
    one_line,
    spread,
)
from reports._numbers import count, duration
from reports._ranking import standings
from reports._reading import Run
from reports._record import Record
from reports._scoreboard import scoreboard
from reports._suspects import by_implementation
from reports._verdicts import CODES

_WIDTH = 100
_FAILURES = 8  #: kinds of failures that are shown
_SUSPECTED = 5  #: implementations whose failures are explained
_REASONS = 5  #: reasons for skipping that are shown
_LEFT_OUT = 280  #: characters of what was left out
_NAMES = 4  #: implementations that are named beside such a reason


def render(run: Run) -> str:
    """The text of the report, without colours, so that it reads the same in a log."""
    blocks = (
        _heading(run), _table(run), _speed(run), _training(run), _failed(run),
        _suspected(run), _rest(run), _closing(run),
    )  # fmt: skip
    return "\n\n".join("\n".join(lines) for block in blocks if (lines := list(block))) + "\n"


def _heading(run: Run) -> Iterator[str]:
    yield from _wrapped(_provenance.line(run))
    for warning in run.warnings:
        yield from _wrapped(f"Warning: {warning}")
    if text := _provenance.narrowed(run):
        yield from _wrapped(text)


def _table(run: Run) -> Iterator[str]:
    board = scoreboard(run)
    if not board.rows:
        yield "No cell was asked."
        return
    yield tabulate(board.rows, board.columns, disable_numparse=True)
    yield ""
    yield from _wrapped(board.caption)
    yield from _wrapped(", ".join(f"{code} {verdict}" for verdict, code in CODES.items()) + ".")


def _speed(run: Run) -> Iterator[str]:
    for title, columns, rows, notes in _throughput.overviews(run.records):
        yield f"{title}: the median of a call, and over the fastest right one's."
        yield tabulate(rows, columns, disable_numparse=True)
        yield from _wrapped(f"{notes} The rest is in the Markdown.")


def _training(run: Run) -> Iterator[str]:
    names = [standing.implementation for standing in standings(run.records)]
    for text in _trainings.broken(_trainings.panels(run.records, names), names):
        yield from _wrapped(text)


def _failed(run: Run) -> Iterator[str]:
    groups = alike(run.records, "failed")
    if not groups:
        return
    failed = sum(len(group.records) for group in groups)
    shown = spread(groups, _FAILURES)
    yield f"Failed: {count(failed, 'cell')} (at length in the Markdown)."
    for group in shown:
        yield from _kind(group)
    if left := failed - sum(len(group.records) for group in shown):
        yield f"  and {count(left, 'cell')} of {count(len(groups) - len(shown), 'other kind')}"


def _suspected(run: Run) -> Iterator[str]:
    """What is unpredicted only: of a known failure the implementation's own file says the cause."""
    found = by_implementation(record for record in run.records if record.status != "known failure")
    if not found:
        return
    yield "Causes that the failures suggest, the likeliest first:"
    for name, suspects in list(found.items())[:_SUSPECTED]:
        for suspect in suspects:
            yield from _wrapped(f"  {name}: {suspect.sentence}")
            yield f"    {suspect.command}"
    if (more := len(found) - _SUSPECTED) > 0:
        yield f"  and those of {count(more, 'other implementation')} (in the Markdown)"


def _kind(group: Alike) -> Iterator[str]:
    others = len(group.records) - 1
    more = f" (and {others} more like it)" * bool(others)
    reason = first_line(group.reason)
    if group.implementation not in reason:
        reason = f"{group.implementation}: {reason}"
    yield f"  {clipped(reason, _WIDTH - len(more) - 2)}{more}"
    yield f"    {command(group.records[0])}"


def _rest(run: Run) -> Iterator[str]:
    known = Counter(r.implementation for r in run.records if r.status == "known failure")
    yield from _wrapped(_totals.statuses(run.records))
    if known:
        told = ", ".join(f"{name} {number}" for name, number in known.most_common())
        yield from _wrapped(f"Known failures (reasons in the Markdown): {told}.")
    for sentence in _totals.stale(run.footers):
        yield from _wrapped(f"Stale known failure, strike it off: {one_line(sentence)}")
    skipped = by_reason(run.records, "skipped")
    for reason, records in list(skipped.items())[:_REASONS]:
        yield from _wrapped(f"Skipped {len(records)}: {one_line(reason)} ({_whose(records)})")
    if len(skipped) > _REASONS:
        yield f"Skipped for {count(len(skipped) - _REASONS, 'other reason')}: see summary.md."
    for text in _totals.elsewhere(run):
        yield from _wrapped(text)
    for text in _totals.left_out(run.footers):
        yield from _wrapped(f"Left out: {clipped(text, _LEFT_OUT)}")


def _whose(records: Sequence[Record]) -> str:
    names = dict.fromkeys(record.implementation for record in records)
    return ", ".join(names) if len(names) <= _NAMES else f"{len(names)} implementations"


def _closing(run: Run) -> Iterator[str]:
    spent = _totals.seconds(run.footers)
    if spent:
        parts = ", ".join(f"{name} {duration(seconds)}" for name, seconds in spent.items())
        yield from _wrapped(f"Time: {duration(sum(spent.values()))} ({parts}).")
    yield from _wrapped(f"Results: {', '.join(map(str, dict.fromkeys(run.paths)))}")


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
