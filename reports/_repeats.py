"""The same races in several runs: how far their times lie apart, and who is called faster."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from reports._intervals import Interval
from reports._pace import slower
from reports._races import Race, races
from reports._reading import Run
from reports._record import Record, Timing


@dataclass(frozen=True)
class Repeat:
    """One race, run several times."""

    title: str
    races: Mapping[int, Race]  #: by the index of the run

    @property
    def implementations(self) -> tuple[str, ...]:
        entries = (entry for race in self.races.values() for entry in race.entries)
        return tuple(dict.fromkeys(entry.name for entry in entries))

    def timings(self, implementation: str) -> dict[int, Timing]:
        """By the index of the run, of those that timed it."""
        found = {index: race.entry(implementation) for index, race in self.races.items()}
        return {index: entry.timing for index, entry in found.items() if entry is not None}

    def spread(self, implementation: str) -> float | None:
        """The largest ratio to the yardstick over the smallest, less 1."""
        ratios = [timing.ratio for timing in self.timings(implementation).values()]
        return max(ratios) / min(ratios) - 1 if len(ratios) > 1 else None

    def against_itself(self, implementation: str) -> Counter[bool]:
        """Of all pairs of runs: is the same code called faster in one of them?"""
        return Counter(
            slower(_over(one, other), noise) or slower(_over(other, one), noise)
            for (at, one), (again, other) in combinations(self.timings(implementation).items(), 2)
            for noise in [max(self.races[at].noise, self.races[again].noise)]
        )

    def order(self) -> Counter[str]:
        """Of all pairs of implementations: alike in every run, a tie in some, or contradictory."""
        pairs = (self._calls(*pair) for pair in combinations(self.implementations, 2))
        return Counter(
            "contradictory" if {-1, 1} <= {*calls} else "a tie" if len({*calls}) > 1 else "alike"
            for calls in pairs
            if len(calls) > 1
        )

    def _calls(self, one: str, other: str) -> list[int]:
        """In each run that has both: 1 where *one* is the slower, -1 where *other* is, or 0."""
        raced = ((race, race.entry(one), race.entry(other)) for race in self.races.values())
        return [race.slower(a, b) - race.slower(b, a) for race, a, b in raced if a and b]


def repeats(run: Run) -> tuple[Repeat, ...]:
    """Every race of *run*, with those of all the runs that timed anything there."""
    found: dict[tuple[str, str], dict[int, Race]] = {}
    for index, records in timed(run).items():
        for race in races(records):
            found.setdefault((race.title, race.regime), {})[index] = race
    return tuple(Repeat(title, those) for (title, _), those in found.items())


def timed(run: Run) -> dict[int, list[Record]]:
    """What was timed, by the index of the run."""
    found: dict[int, list[Record]] = {}
    for index, record in (*zip(run.origins, run.records, strict=True), *run.repeats):
        if record.timing is not None:
            found.setdefault(index, []).append(record)
    return dict(sorted(found.items()))


def _over(one: Timing, other: Timing) -> Interval:
    """As wide as the intervals of both allow, since no rounds pair two runs."""
    return Interval(
        one.ratio / other.ratio,
        one.ratio_low / other.ratio_high,
        one.ratio_high / other.ratio_low,
    )
