"""Which implementation for which case: who is right at a dtype and number of classes, and fast."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports._page.pace import Runner, runners
from reports._races import Race, races, size
from reports._ranking import Standing, standings
from reports._record import Record
from reports._verdicts import QUANTITIES, WRONG, Worst, dtypes, worst

FEW = 1024  #: classes; what has more is a language model's vocabulary
BANDS = ("few", "many")
MAIN = "forward_backward"  #: what training pays for, so what decides who is fastest


@dataclass(frozen=True)
class Contender:
    """One implementation in one case."""

    standing: Standing  #: over the cells of the case alone
    overall: Standing  #: over all cells of the run
    worst: Worst | None
    times: dict[str, Runner]  #: by question

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
    def main(self) -> Runner | None:
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

    @property
    def right(self) -> frozenset[str]:
        return frozenset(contender.name for contender in self.contenders if contender.right)


def band(shape: str) -> str:
    return BANDS[size(shape)[0] > FEW]


def cases(records: Sequence[Record]) -> tuple[Case, ...]:
    """By loss, device and dtype, few classes before many."""
    groups: dict[tuple[str, str, str, str], list[Record]] = {}
    for record in records:
        if record.dtype and re.fullmatch(r"\d+x\d+", record.shape):
            key = (record.loss, record.device, record.dtype, band(record.shape))
            groups.setdefault(key, []).append(record)
    usual = dtypes(records)
    order = sorted(groups, key=lambda k: (k[0], k[1], usual.index(k[2]), BANDS.index(k[3])))
    overall = {standing.implementation: standing for standing in standings(records)}
    found = (_case(key, groups[key], overall) for key in order)
    return tuple(case for case in found if any(c.standing.asked for c in case.contenders))


def _case(
    key: tuple[str, str, str, str], records: Sequence[Record], overall: Mapping[str, Standing]
) -> Case:
    loss, device, dtype, which = key
    ordered = standings(records)
    right = {standing.implementation for standing in ordered if standing.rank is not None}
    largest = {race.question: race for race in races(records) if race.entries}
    timed: dict[str, dict[str, Runner]] = {}
    for question, race in largest.items():
        for runner in runners(race, right):
            timed.setdefault(runner.name, {})[question] = runner
    found = [
        Contender(standing, overall[name], _worst(standing.records), timed.get(name, {}))
        for standing in ordered
        for name in [standing.implementation]
    ]
    classes = {size(record.shape)[0] for record in records}
    return Case(loss, dtype, which, device, tuple(sorted(classes)), largest, _ordered(found))


def _worst(records: Iterable[Record]) -> Worst | None:
    questions = {question for names in QUANTITIES.values() for question in names}
    return worst(record for record in records if record.question in questions)


def _ordered(found: Iterable[Contender]) -> tuple[Contender, ...]:
    """Who was not timed, or is not right, keeps the order of the standings: right ones first."""

    def key(contender: Contender) -> tuple[float, float]:
        main = contender.main if contender.right else None
        return (main.place or math.inf, main.entry.timing.median) if main else (math.inf, 0.0)

    return tuple(sorted(found, key=key))
