"""The races as the page tells them: who raced, in which order, and who was not let in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports._cases import band
from reports._failures import first_line
from reports._numbers import count, metric, multiple, percent
from reports._pace import Entry
from reports._races import Race, races
from reports._record import Record
from reports._roofs import bound


@dataclass(frozen=True)
class Heat:
    """One race with those who are right in front, in words and numbers."""

    race: Race
    band: str
    sentence: str
    others: Mapping[str, tuple[str, ...]]  #: implementations by the reason why they were not timed

    def label(self, entry: Entry) -> str:
        """2, or =2 for a tie; the mark of who has no place."""
        return f"{'=' * self.race.tied(entry)}{entry.place}" if entry.place else entry.mark


def heats(records: Sequence[Record]) -> tuple[Heat, ...]:
    return tuple(map(_heat, races(records)))


def _heat(race: Race) -> Heat:
    others: dict[str, list[str]] = {}
    for record in race.others:
        others.setdefault(_why(record), []).append(record.implementation)
    grouped = {reason: tuple(names) for reason, names in others.items()}
    return Heat(race, band(race.shape), _sentence(race), grouped)


def _sentence(race: Race) -> str:
    """Whoever ties with the fastest is as fast."""
    able = race.right
    if not race.entries:
        return "Nobody was timed."
    if not able:
        return (
            "None of those who were timed is right in all cells of this dtype with so "
            f"{band(race.shape)} classes, so nobody has a place; ratios are to the fastest of all."
        )
    first = [entry for entry in able if entry.place == 1]
    names = " and ".join(f"`{entry.name}`" for entry in first)
    medians = sorted(entry.timing.median for entry in first)
    takes = " to ".join(dict.fromkeys(metric(each, "s") for each in (medians[0], medians[-1])))
    fastest = "is the fastest" if len(first) == 1 else "tie for the fastest"
    slowest = able[-1]
    told = f"{names} {fastest} of {count(len(able), 'right one')}, with {takes}"
    if race.host and race.reference:
        told += (
            f", in the rounds of {race.host.question}; relative times are over that of "
            f"`{race.reference.name}`, the fastest there"
        )
    elif slowest not in first and slowest.relative:
        told += f"; `{slowest.name}` takes {multiple(slowest.relative.median)} times as long"
    told += f". Differences below {percent(race.noise)} are noise"
    if race.measured is not None:
        told += f" ({percent(race.measured)} as measured, A against A)"
    least = bound(race)
    return f"{told}. All are {least}." if least else f"{told}."


def _why(record: Record) -> str:
    if record.timing is not None:
        return "timed at another time, so not comparable"
    return first_line(record.reason)
