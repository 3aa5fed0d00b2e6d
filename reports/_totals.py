"""Counts and seconds of the whole run."""

from collections import Counter
from collections.abc import Iterable, Sequence

from reports._numbers import count
from reports._reading import Run
from reports._record import STATUSES, Footer, Record


def statuses(records: Sequence[Record]) -> str:
    """8 cells: 3 passed, 5 failed."""
    counts: Counter[str] = Counter(record.status for record in records)
    told = ", ".join(f"{counts[status]} {status}" for status in STATUSES if counts[status])
    return f"{count(len(records), 'cell')}: {told or 'nothing was asked'}."


def seconds(footers: Iterable[Footer]) -> dict[str, float]:
    """Where the time of all files went, the longest first."""
    total: dict[str, float] = {}
    for footer in footers:
        for name, spent in footer.seconds.items():
            total[name] = total.get(name, 0.0) + spent
    return dict(sorted(total.items(), key=lambda item: -item[1]))


def left_out(footers: Iterable[Footer]) -> tuple[str, ...]:
    """The sentences on what was not asked, each once."""
    return tuple(dict.fromkeys(footer.left_out for footer in footers if footer.left_out))


def elsewhere(run: Run) -> tuple[str, ...]:
    """A sentence for each reason why implementations were left out that no run asked."""
    asked = {record.implementation for record in run.records}
    names: dict[str, dict[str, None]] = {}
    for header in run.headers:
        for name, why in header.elsewhere.items():
            if name not in asked:
                names.setdefault(why, {})[name] = None
    return tuple(f"Not asked here: {', '.join(whose)}; {why}." for why, whose in names.items())


def dead_ends(run: Run) -> tuple[str, ...]:
    """The losses that nobody answered in whole runs: questions that ask nobody anything."""
    if any(header.narrowed for header in run.headers):
        return ()
    answered = {r.loss for r in run.records if r.status not in ("skipped", "unsupported")}
    return tuple(sorted({r.loss for r in run.records if r.loss} - answered))


def stale(footers: Iterable[Footer]) -> tuple[str, ...]:
    """What is out of date of known failures, a sentence each."""
    return tuple(dict.fromkeys(sentence for footer in footers for sentence in footer.stale))
