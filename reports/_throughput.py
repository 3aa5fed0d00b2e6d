"""Throughput as text: what a call takes wherever implementations raced, the fastest first."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reports import _markup, _tables
from reports._failures import first_line
from reports._headline import few
from reports._numbers import metric, multiple
from reports._races import Entry, Race, races
from reports._record import Record

CAPTION = (
    "How to read it: a time is the median of one call, in brackets from the 20th to the 80th "
    "percentile; ? is unstable. Relative: over the time of the fastest, paired by the rounds that "
    "both took part in, with its 95 % interval; tie: not certainly slower than anybody, and ties "
    "share a place. Of roof: the bytes that have to move over the time, as a share of the most "
    "that merely reading the logits (forward) or copying them (forward and backward) reached; "
    "empty where they fit into a cache. Peak memory: above the inputs in one call, and in sizes of "
    "the logits. First call: with all that it compiles. Only right answers are timed."
)

_COLUMNS = (
    "", "implementation", "forward and backward", "relative", "of roof", "bandwidth",
    "peak memory", "first call", "forward", "relative", "of roof",
)  # fmt: skip
_ITEMSIZE = {"float64": 8, "float32": 4, "bfloat16": 2, "float16": 2}


def relative(race: Race, implementation: str) -> str:
    """1.00 for the fastest, 1.02 tie, 1.38; nothing for who was not timed."""
    entry = race.entry(implementation)
    if entry is None:
        return ""
    if math.isnan(entry.relative.median):
        return "never met"
    tie = entry.place == 1 and entry is not race.fastest
    return multiple(entry.relative.median) + " tie" * tie


def overviews(records: Iterable[Record]) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    """A title, the columns and the rows: a small table of forward and backward for each device."""
    groups: dict[str, list[Race]] = {}
    for race in few(records):
        title = f"Forward and backward of {race.loss} on {race.device}"
        groups.setdefault(title, []).append(race)
    for title, found in groups.items():
        usual = [race for race in found if race.dtype == found[0].dtype]
        columns = [f"{race.dtype}\n{race.shape}" for race in found]
        names = _names([*reversed(usual), *found])
        rows = [[name, *(_brief(race, name) for race in found)] for name in names]
        yield title, ["implementation", *columns], rows


def section(records: Iterable[Record]) -> Iterator[str]:
    """Blocks of Markdown: a table a place, then who was not timed, and what is unstable."""
    places: dict[tuple[str, ...], dict[str, Race]] = {}
    for race in races(records):
        where = (race.loss, race.device, race.dtype, race.shape, race.regime)
        places.setdefault(where, {})[race.question] = race
    if not places:
        return
    yield "## Throughput"
    yield _markup.text(CAPTION)
    for place in places.values():
        yield from _place(place)
    raced = [race for place in places.values() for race in place.values()]
    entries = [entry for race in raced for entry in race.entries]
    unstable = [(each.timing.unstable, each.record) for each in entries if each.timing.unstable]
    yield from _listed("Unstable", unstable)
    others = [record for race in raced for record in race.others]
    yield from _listed("Not timed", [(_why(record), record) for record in others])


def _place(place: Mapping[str, Race]) -> Iterator[str]:
    race, *_ = place.values()
    yield f"### {race.loss} in {race.dtype}, {race.shape}, on {race.device}"
    names = _names([*place.values()][::-1])
    yield _markup.table(_COLUMNS, [_row(place, name) for name in names])
    noise = " and ".join(f"{100 * each.noise:.1f} % ({name})" for name, each in place.items())
    yield _markup.text(f"Differences below the noise are ties: {noise}.")


def _row(place: Mapping[str, Race], name: str) -> list[str]:
    forward, both = place.get("forward"), place.get("forward_backward")
    entry = both.entry(name) if both else None
    timing = entry.timing if entry else None
    return [
        str(entry.place) if entry else "",
        name,
        *_measured(both, name),
        metric(timing.bandwidth, "B/s") if timing else "",
        _memory(entry) if entry else "",
        metric(timing.first_call, "s") if timing else "",
        *_measured(forward, name),
    ]


def _measured(race: Race | None, name: str) -> tuple[str, str, str]:
    """Time, relative time and share of the roof; or why there is none."""
    entry = race.entry(name) if race else None
    if race is None or entry is None:
        return _status(race, name), "", ""
    timing, ratio = entry.timing, entry.relative
    alone = entry is race.fastest or math.isnan(ratio.median)
    ends = "" if alone else f" ({multiple(ratio.low)} to {multiple(ratio.high)})"
    return (
        f"{metric(timing.median, 's')} ({metric(timing.p20, 's')} to {metric(timing.p80, 's')})"
        + " ?" * bool(timing.unstable),
        relative(race, name) + ends,
        "" if timing.share is None else f"{100 * timing.share:.0f} %",
    )


def _brief(race: Race, name: str) -> str:
    entry = race.entry(name)
    if entry is None:
        return _status(race, name)
    time = metric(entry.timing.median, "s") + " ?" * bool(entry.timing.unstable)
    return f"{time}, {relative(race, name)}"


def _status(race: Race | None, name: str) -> str:
    found = (record for record in race.others if record.implementation == name) if race else ()
    return next(("another day" if record.timing else record.status for record in found), "")


def _memory(entry: Entry) -> str:
    size = entry.timing.peak_memory
    if size is None:
        return ""
    examples, classes = map(int, entry.record.shape.split("x"))
    logits = examples * classes * _ITEMSIZE.get(entry.record.dtype, 0)
    return metric(size, "B") + (f" ({multiple(size / logits)} x)" if logits else "")


def _listed(title: str, reasons: Iterable[tuple[str, Record]]) -> Iterator[str]:
    groups: dict[str, list[Record]] = {}
    for reason, record in reasons:
        groups.setdefault(reason, []).append(record)
    if groups:
        yield f"### {title}"
        yield _tables.reasons(dict(sorted(groups.items(), key=lambda item: -len(item[1]))))


def _why(record: Record) -> str:
    if record.timing is not None:
        return "It was timed on another day or machine, so not beside these."
    return first_line(record.reason)


def _names(found: Sequence[Race]) -> list[str]:
    """Everybody once: those who raced in the order of the first race that they were in."""
    raced = [entry.record for race in found for entry in race.entries]
    others = [record for race in found for record in race.others]
    return list(dict.fromkeys(record.implementation for record in (*raced, *others)))
