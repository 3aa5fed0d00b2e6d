"""Throughput in a few words: who is how much slower than the fastest, wherever they raced."""

import math
from collections.abc import Iterable, Iterator, Sequence

from reports._headline import few
from reports._numbers import metric, multiple
from reports._races import Race
from reports._record import Record


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
        order = names([*reversed(usual), *found])
        rows = [[name, *(_brief(race, name) for race in found)] for name in order]
        yield title, ["implementation", *columns], rows


def names(found: Sequence[Race]) -> list[str]:
    """Everybody once: those who raced in the order of the first race that they were in."""
    raced = [entry.record for race in found for entry in race.entries]
    others = [record for race in found for record in race.others]
    return list(dict.fromkeys(record.implementation for record in (*raced, *others)))


def status(race: Race | None, name: str) -> str:
    """A word for who was not timed."""
    found = (record for record in race.others if record.implementation == name) if race else ()
    return next(("another day" if record.timing else record.status for record in found), "")


def _brief(race: Race, name: str) -> str:
    entry = race.entry(name)
    if entry is None:
        return status(race, name)
    time = metric(entry.timing.median, "s") + " ?" * bool(entry.timing.unstable)
    return f"{time}, {relative(race, name)}"
