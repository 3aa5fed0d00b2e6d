"""The races: who was timed beside whom, and how much of a difference is noise."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from reports._cases import by_case, key, size
from reports._intervals import paired, quantile
from reports._pace import Entry, certainly_slower, entries
from reports._ranking import Standing, standings
from reports._record import Record, Timing
from reports._verdicts import GUESTS, TIMED, usual

#: What two processes of one implementation may differ by where the yardsticks agree: pages and
#: buffers lie elsewhere in each, and stay there. Of 124 pairs in one run, the interval of the ratio
#: began more than 5 % from 1 in six and more than 9 % in two; 13 % was the farthest.
SMALLEST_DIFFERENCE = 0.15


@dataclass(frozen=True)
class Race:
    """One question at one dtype, shape and device: who raced, and who was not let in."""

    question: str
    loss: str
    regime: str
    dtype: str
    shape: str
    device: str
    entries: tuple[Entry, ...]  #: the right ones by place, then the others
    others: tuple[Record, ...]  #: not right, not asked (their reason says why), or of another heat
    noise: float  #: by how much the same code may differ from itself: a share
    measured: float | None  #: by how much it did, A against A; None where only one raced
    host: "Race | None" = None  #: of another question, in whose rounds this one was run

    @property
    def place(self) -> str:
        return f"{self.dtype}, {self.shape}, on {self.device}"

    @property
    def title(self) -> str:
        return f"{self.question} of {self.loss} in {self.place}"

    @property
    def manner(self) -> str:
        """What is other than in the race that lent its rounds: "given buffer"."""
        own = self.question.removeprefix(self.host.question) if self.host else ""
        return own.replace("_", " ").strip()

    @cached_property
    def reference(self) -> Entry | None:
        """Over whose time the ratios are: the fastest, or of those who raced if none is right.

        Where another race lent its rounds, it is the one there.
        """
        return (self.host or self).entries[0] if self.entries else None

    @cached_property
    def right(self) -> tuple[Entry, ...]:
        """Those who have a place."""
        return tuple(entry for entry in self.entries if entry.right)

    def entry(self, implementation: str) -> Entry | None:
        return next((entry for entry in self.entries if entry.name == implementation), None)

    def tied(self, entry: Entry) -> bool:
        """Does somebody else have the same place?"""
        return [other.place for other in self.right].count(entry.place) > 1

    def slower(self, one: Entry, other: Entry) -> bool:
        """Is *one* certainly slower than *other*?"""
        return certainly_slower(one.timing, other.timing, self.noise)


def races(records: Iterable[Record]) -> tuple[Race, ...]:
    """One for each place that was timed: by dtype, by size, by question.

    Who is right is told by all *records* of the case, so they have to be there.
    """
    found = list(records)
    groups: dict[tuple[str, ...], list[Record]] = {}
    for record in found:
        if record.question in TIMED:
            where = (record.question, record.loss, record.regime, record.dtype, record.shape,
                     record.device)  # fmt: skip
            groups.setdefault(where, []).append(record)
    cases = {key(group[0]) for group in groups.values()}
    standing = {
        case: {each.implementation: each for each in standings(group)}
        for case, group in by_case(found).items()
        if case in cases
    }
    raced: dict[tuple[str, ...], Race] = {}
    for place in sorted(groups, key=_order):  # in which hosts come before their guests
        host = raced.get((GUESTS.get(place[0], ""), *place[1:]))
        raced[place] = _race(groups[place], standing[key(groups[place][0])], host)
    return tuple(raced.values())


def _race(records: Sequence[Record], standing: Mapping[str, Standing], host: Race | None) -> Race:
    timed = [(record, record.timing) for record in records if record.timing is not None]
    latest = max((timing.heat for _, timing in timed), default="")
    timed = [each for each in timed if each[1].heat == latest]
    if host is not None and latest not in {entry.timing.heat for entry in host.entries}:
        host = None  # this was another day
    beside = [entry.timing for entry in host.entries] if host else []
    measured = _measured([*beside, *(timing for _, timing in timed)])
    noise = max(SMALLEST_DIFFERENCE, measured or 0.0)
    place = {name: getattr(records[0], name) for name in
             ("question", "loss", "regime", "dtype", "shape", "device")}  # fmt: skip
    raced = {id(record) for record, _ in timed}
    fastest = beside[0] if beside else None
    return Race(
        **place,
        entries=tuple(entries(timed, standing, noise, fastest)),
        others=tuple(record for record in records if id(record) not in raced),
        noise=noise,
        measured=measured,
        host=host,
    )


def _measured(timings: Sequence[Timing]) -> float | None:
    """What the yardsticks, the same code in several processes, differ by: A against A.

    Of all pairs of processes the 95th percentile of how far the ratio of their medians, paired
    by round, is from 1.
    """
    yardsticks = [dict(zip(t.rounds, t.yardstick, strict=True)) for t in timings]
    ratios = [paired(one, other) for one, other in combinations(yardsticks, 2)]
    found = [max(r.median, 1 / r.median) - 1 for r in ratios if r is not None]
    return quantile(found, 0.95) if found else None


def _order(place: tuple[str, ...]) -> tuple[object, ...]:
    question, loss, regime, dtype, shape, device = place
    return loss, device, usual(dtype), dtype, size(shape), tuple(TIMED).index(question), regime
