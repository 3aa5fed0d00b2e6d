"""The Markdown of throughput: a table a place, who was not timed, and what is unstable."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reports import _markup, _roofs, _tables, _weights
from reports._failures import first_line
from reports._numbers import between, count, metric, multiple
from reports._pace import Entry
from reports._races import SMALLEST_DIFFERENCE, Race, races
from reports._reading import Run
from reports._record import Record
from reports._throughput import GIVEN, NO_PLACE, TIE, names, relative, status, unranked

CAPTION = (
    "How to read it: a time is the median of one call, in brackets from the 20th to the 80th "
    "percentile; ? is unstable. Relative: over the time of the fastest that is right, paired by "
    f"the rounds that both took part in, with its 95 % interval; {TIE}, and ties share a place; "
    f"{NO_PLACE}. Of roof: the bytes that have to move over the time, as a share of the most "
    "that merely reading the logits (forward) or copying them (forward and backward) reached, "
    "in the way that is named; empty where they are too few for that. Nearer roof: of the two "
    "that every method has, these bytes and an exponential for each logit, the one that takes "
    "longer, as a share of the time. Memory: above the inputs, in sizes of the logits: the peak "
    "of forward, what is held between the passes, the peak of both; empty where nobody can tell. "
    f"First call: with all that it compiles. {GIVEN}. Noise: by how much the yardstick, "
    "the same code in every process, differs from itself (A against A), and at least "
    f"{100 * SMALLEST_DIFFERENCE:.0f} %. Only right answers are timed."
)

_COLUMNS = (
    "", "implementation", "forward and backward", "relative", "of roof", "nearer roof",
    "bandwidth", "memory: forward", "held", "peak", "first call",
    "forward", "relative", "of roof", "nearer roof",
)  # fmt: skip
_MAIN = "forward_backward", "forward"  #: the questions that have the columns above
_MEMORY = ("forward_memory", "held_memory", "peak_memory")


def section(run: Run) -> Iterator[str]:
    """Blocks of Markdown: a table a place, then who was not timed, and what is unstable."""
    places: dict[tuple[str, ...], dict[str, Race]] = {}
    for race in races(run.records):
        where = (race.loss, race.device, race.dtype, race.shape, race.regime)
        places.setdefault(where, {})[race.question] = race
    if not places:
        return
    yield "## Throughput"
    yield _markup.text(CAPTION)
    for place in places.values():
        yield from _place(place)
    raced = [race for place in places.values() for race in place.values()]
    yield from _unstable([entry for race in raced for entry in race.entries])
    if run.repeats:
        yield (
            f"{count(len(run.repeats), 'time')} of later runs not shown: `python -m reports "
            "repeatability` holds them against these."
        )
    yield from _not_timed([record for race in raced for record in race.others])


def _place(place: Mapping[str, Race]) -> Iterator[str]:
    race, *_ = place.values()
    yield f"### {race.loss} in {race.dtype}, {race.shape}, on {race.device}"
    order = names(sorted(place.values(), key=lambda each: each.question != _MAIN[0]))
    others = [each for each in place.values() if each.question not in _MAIN and each.entries]
    columns = [*_COLUMNS, *(column for each in others for column in _columns(each))]
    yield _markup.table(columns, [_row(place, others, name) for name in order])
    noise = " and ".join(f"{100 * each.noise:.1f} % ({name})" for name, each in place.items())
    yield _markup.text(f"Differences below the noise are ties: {noise}.")
    told = (*_roofs.noises(place.items()), *_roofs.bounds(place.items()))
    yield from map(_markup.text, told)
    yield from map(_markup.text, unranked(place.values()))


def _columns(race: Race) -> tuple[str, ...]:
    """Of a question that not everybody is asked."""
    return race.manner or race.question.replace("_", " "), "relative", "of roof", "peak"


def _row(place: Mapping[str, Race], others: Iterable[Race], name: str) -> list[str]:
    both, forward = map(place.get, _MAIN)
    entry = both.entry(name) if both else None
    timing = entry.timing if entry else None
    return [
        str(entry.place or entry.mark) if entry else "",
        name,
        *_measured(both, name),
        metric(timing.bandwidth, "B/s") if timing else "",
        *(_memory(entry, part) if entry else "" for part in _MEMORY),
        metric(timing.first_call, "s") if timing else "",
        *_measured(forward, name),
        *(cell for race in others for cell in _other(race, name)),
    ]


def _other(race: Race, name: str) -> tuple[str, ...]:
    entry = race.entry(name)
    return *_measured(race, name)[:3], _memory(entry, "peak_memory") if entry else ""


def _measured(race: Race | None, name: str) -> tuple[str, str, str, str]:
    """Time, relative time and shares of the roofs; or why there is none."""
    entry = race.entry(name) if race else None
    if race is None or entry is None:
        return status(race, name), "", "", ""
    timing, ratio = entry.timing, entry.relative
    other = ratio is not None and entry is not race.reference
    ends = f" ({between(ratio)})" if ratio and other else ""
    return (
        f"{metric(timing.median, 's')} ({metric(timing.p20, 's')} to {metric(timing.p80, 's')})"
        + " ?" * bool(timing.unstable),
        relative(race, name) + ends,
        _roofs.share(timing),
        _roofs.nearer(timing),
    )


def _memory(entry: Entry, part: str) -> str:
    found: int | None = getattr(entry.timing, part)
    if found is None:
        return ""
    logits = _weights.logits(entry.record)
    return metric(found, "B") + (f" ({multiple(found / logits)} x)" if logits else "")


def _unstable(entries: Sequence[Entry]) -> Iterator[str]:
    found = [entry for entry in entries if entry.timing.unstable]
    whose = Counter(entry.name for entry in found)
    if found:
        told = ", ".join(f"{name} {number}" for name, number in whose.most_common())
        yield _markup.text(
            f"Unstable, and marked with ?, are {len(found)} of {count(len(entries), 'time')}: "
            f"{told}. Why stands in results.csv, of the first: {found[0].timing.unstable}."
        )


def _not_timed(records: Iterable[Record]) -> Iterator[str]:
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(_why(record), []).append(record)
    if groups:
        yield "### Not timed"
        yield _tables.reasons(dict(sorted(groups.items(), key=lambda item: -len(item[1]))))


def _why(record: Record) -> str:
    if record.timing is not None:
        return "It was timed on another day or machine, so not beside these."
    return first_line(record.reason)
