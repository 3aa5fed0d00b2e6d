"""The races as the page tells them: who raced, in which order, and who was not let in."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from reports._failures import first_line
from reports._numbers import count, multiple
from reports._page.cases import Case, band
from reports._page.pace import Runner, runners
from reports._page.units import percent, time
from reports._races import Race, races
from reports._record import Record


@dataclass(frozen=True)
class Heat:
    """One race with those who are right in front, in words and numbers."""

    race: Race
    band: str
    runners: tuple[Runner, ...]
    sentence: str
    others: Mapping[str, tuple[str, ...]]  #: implementations by the reason why they were not timed

    @property
    def right(self) -> tuple[Runner, ...]:
        return tuple(runner for runner in self.runners if runner.right)


def heats(records: Sequence[Record], cases: Sequence[Case]) -> tuple[Heat, ...]:
    right = {(c.loss, c.device, c.dtype, c.band): c.right for c in cases}
    return tuple(
        _heat(race, right.get((race.loss, race.device, race.dtype, band(race.shape)), ()))
        for race in races(records)
    )


def _heat(race: Race, right: Container[str]) -> Heat:
    found = runners(race, right)
    others: dict[str, list[str]] = {}
    for record in race.others:
        others.setdefault(_why(record), []).append(record.implementation)
    grouped = {reason: tuple(names) for reason, names in others.items()}
    return Heat(race, band(race.shape), found, _sentence(race, found), grouped)


def _sentence(race: Race, found: Sequence[Runner]) -> str:
    """Whoever ties with the fastest is as fast."""
    able = [runner for runner in found if runner.right]
    if not found:
        return "Nobody was timed."
    if not able:
        return (
            "None of those who were timed is right in all cells of this dtype with so "
            f"{band(race.shape)} classes, so nobody has a place."
        )
    first = [runner for runner in able if runner.place == 1]
    names = " and ".join(f"`{runner.name}`" for runner in first)
    takes = " to ".join(dict.fromkeys(time(r.entry.timing.median) for r in (first[0], first[-1])))
    fastest = "is the fastest" if len(first) == 1 else "tie for the fastest"
    slowest = able[-1]
    told = f"{names} {fastest} of {count(len(able), 'right one')}, with {takes}"
    if slowest not in first and slowest.relative:
        told += f"; `{slowest.name}` takes {multiple(slowest.relative.median)} times as long"
    return f"{told}. Differences below {percent(race.noise)} are noise."


def _why(record: Record) -> str:
    if record.timing is not None:
        return "timed at another time, so not comparable"
    return first_line(record.reason)
