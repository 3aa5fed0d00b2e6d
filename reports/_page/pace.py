"""Who is fast of those who are right: a wrong answer has no place in a race, whatever its time."""

import math
from collections.abc import Container
from dataclasses import dataclass

from reports._intervals import Interval, paired
from reports._races import Entry, Race, seconds


@dataclass(frozen=True)
class Runner:
    """One who was timed, beside the fastest of those who are right."""

    entry: Entry
    right: bool  #: in all cells of this dtype and number of classes, not in the timed one alone
    relative: Interval | None  #: its time over that of the fastest right one
    place: int | None  #: one more than the right ones that are certainly faster; None if not right
    tied: bool  #: is the place shared?

    @property
    def name(self) -> str:
        return self.entry.record.implementation

    @property
    def label(self) -> str:
        return "" if self.place is None else f"{'=' * self.tied}{self.place}"


def runners(race: Race | None, right: Container[str]) -> tuple[Runner, ...]:
    """Those who are right by their time, then the others by theirs."""
    if race is None:
        return ()
    able = [entry for entry in race.entries if _able(entry, right)]
    places = {id(entry): 1 + sum(race.slower(entry, other) for other in able) for entry in able}
    best = min(able, key=lambda entry: (places[id(entry)], entry.timing.median), default=None)
    found = [
        Runner(
            entry=entry,
            right=id(entry) in places,
            relative=_ratio(entry, best) if best else None,
            place=places.get(id(entry)),
            tied=list(places.values()).count(places.get(id(entry), 0)) > 1,
        )
        for entry in race.entries
    ]
    return tuple(sorted(found, key=lambda r: (r.place or math.inf, r.entry.timing.median)))


def _able(entry: Entry, right: Container[str]) -> bool:
    return entry.record.status == "passed" and entry.record.implementation in right


def _ratio(one: Entry, other: Entry) -> Interval | None:
    return paired(seconds(one.timing), seconds(other.timing))
