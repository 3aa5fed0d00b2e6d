"""Which implementation for which case: who is right at a dtype and number of classes, and fast."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports._cases import BANDS, Key, by_case, main_loss, size
from reports._pace import Entry
from reports._races import Race, races
from reports._ranking import Standing, standings
from reports._record import Record
from reports._verdicts import JUDGED, WRONG, Worst, dtypes, worst

MAIN = "forward_backward"  #: what training pays for, so what decides who is fastest


@dataclass(frozen=True)
class Contender:
    """One implementation in one case."""

    standing: Standing  #: over the cells of the case alone
    overall: Standing  #: over all cells of the run
    worst: Worst | None
    times: dict[str, Entry]  #: by question

    @property
    def name(self) -> str:
        return self.standing.implementation

    @property
    def right(self) -> bool:
        return self.standing.rank is not None

    @property
    def misjudged(self) -> bool:
        """Is a value or a gradient wrong, not only the contract broken?"""
        return self.worst is not None and (
            self.worst.failed or self.worst.known or self.worst.record.verdict in WRONG
        )

    @property
    def main(self) -> Entry | None:
        return self.times.get(MAIN)


@dataclass(frozen=True)
class Case:
    """A loss in one dtype, with few classes or many, on one device."""

    loss: str
    dtype: str
    band: str
    device: str
    classes: tuple[int, ...]  #: the numbers of classes that were asked
    races: dict[str, Race]  #: by question, at the largest shape that was timed
    contenders: tuple[Contender, ...]  #: right ones first, the fastest first


def cases(records: Sequence[Record]) -> tuple[Case, ...]:
    """Of the main loss, by device and dtype, few classes before many."""
    main = main_loss(records)
    groups = {key: found for key, found in by_case(records).items() if key.loss == main}
    usual = dtypes(records)
    order = sorted(
        groups, key=lambda k: (k.loss, k.device, usual.index(k.dtype), BANDS.index(k.band))
    )
    overall = {standing.implementation: standing for standing in standings(records)}
    found = (_case(key, groups[key], overall) for key in order)
    return tuple(case for case in found if any(c.standing.asked for c in case.contenders))


def _case(key: Key, records: Sequence[Record], overall: Mapping[str, Standing]) -> Case:
    largest = {race.question: race for race in races(records) if race.entries}
    timed: dict[str, dict[str, Entry]] = {}
    for question, race in largest.items():
        for entry in race.entries:
            timed.setdefault(entry.name, {})[question] = entry
    found = [
        Contender(standing, overall[name], _worst(standing.records), timed.get(name, {}))
        for standing in standings(records)
        for name in [standing.implementation]
    ]
    return Case(
        **key._asdict(),
        classes=tuple(sorted({size(record.shape)[0] for record in records})),
        races=largest,
        contenders=_ordered(found, largest.get(MAIN)),
    )


def _worst(records: Iterable[Record]) -> Worst | None:
    return worst(record for record in records if record.question in JUDGED)


def _ordered(found: Iterable[Contender], race: Race | None) -> tuple[Contender, ...]:
    """Who was not timed, or is not right, keeps the order of the standings: right ones first."""
    places = {entry.name: place for place, entry in enumerate(race.right)} if race else {}
    return tuple(sorted(found, key=lambda contender: places.get(contender.name, len(places))))
