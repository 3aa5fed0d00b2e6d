"""Throughput in a few words: who is how much slower than the fastest right one of a race."""

from collections.abc import Iterable, Iterator, Sequence

from reports._cases import FEW
from reports._headline import few
from reports._numbers import metric, multiple
from reports._races import Race, races
from reports._record import Record
from reports._roofs import bounds, noises

TIE = "tie: not certainly slower than anybody who is right"
NO_PLACE = (
    f"~ or !: wrong somewhere in its case, which is that dtype with up to {FEW:,} classes or with "
    "more, so it has no place"
)

GIVEN = (
    "Given buffer: the gradient goes into memory that the caller keeps, in the rounds of those "
    "that make their own, and the ratio is over the fastest of these"
)


def relative(race: Race, implementation: str) -> str:
    """1.00 for the fastest, 1.02 tie, 1.38, 0.73 ~; nothing for who was not timed."""
    entry = race.entry(implementation)
    if entry is None:
        return ""
    ratio = multiple(entry.relative.median) if entry.relative else "never met"
    tie = entry.place == 1 and entry is not race.entries[0]
    return " ".join(filter(None, (ratio + " tie" * tie, *entry.record.marks, entry.mark)))


def unranked(found: Iterable[Race]) -> Iterator[str]:
    """A sentence where nobody who raced is right in the case, so that nobody has a place."""
    places = [race.place for race in found if race.entries and not race.right]
    if places:
        told = "; ".join(dict.fromkeys(places))
        yield f"Nobody who raced is right in {told}: there, ratios are to the fastest of all."


def overviews(records: Iterable[Record]) -> Iterator[tuple[str, list[str], list[list[str]], str]]:
    """A title, the columns, the rows and how to read them: a small table for each device."""
    groups: dict[str, list[Race]] = {}
    records = list(records)
    for race in few(records):
        title = f"Forward and backward of {race.loss} on {race.device}"
        groups.setdefault(title, []).append(race)
    guests = [race for race in races(records) if race.host and race.entries]
    for title, found in groups.items():
        shown = [each for race in found for each in (race, *_beside(race, guests))]
        columns = [f"{race.dtype}\n{race.shape}\n{race.manner}".strip() for race in shown]
        rows = [[name, *(_brief(race, name) for race in shown)] for name in largest_first(found)]
        named = [(f"{race.dtype} {race.shape}", race) for race in found]
        told = [*noises(named), *bounds(named), *unranked(found)]
        told += [f"{GIVEN}."] * (len(shown) > len(found))
        notes = " ".join([f"{TIE}; {NO_PLACE}; ?: unstable.", *told])
        yield title, ["implementation", *columns], rows, notes


def names(found: Sequence[Race]) -> list[str]:
    """Everybody once: those who raced in the order of the first race that they were in."""
    raced = [entry.name for race in found for entry in race.entries]
    others = [record.implementation for race in found for record in race.others]
    return list(dict.fromkeys((*raced, *others)))


def largest_first(found: Sequence[Race]) -> list[str]:
    """The same, in the order of the largest race of those of the first dtype."""
    usual = [race for race in found if race.dtype == found[0].dtype]
    return names([*reversed(usual), *found])


def status(race: Race | None, name: str) -> str:
    """A word for who was not timed."""
    found = (record for record in race.others if record.implementation == name) if race else ()
    return next(("another day" if record.timing else record.status for record in found), "")


def _beside(race: Race, guests: Iterable[Race]) -> Iterator[Race]:
    """Those that were run in its rounds."""
    for guest in guests:
        host = guest.host
        if host is not None and (host.title, host.regime) == (race.title, race.regime):
            yield guest


def _brief(race: Race, name: str) -> str:
    entry = race.entry(name)
    if entry is None:
        return status(race, name)
    time = metric(entry.timing.median, "s") + " ?" * bool(entry.timing.unstable)
    return f"{time}, {relative(race, name)}"
