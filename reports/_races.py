"""Who is fast: the implementations that raced each other, by their times paired by round."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from reports._intervals import Interval, paired, quantile
from reports._record import Record, Timing
from reports._verdicts import DTYPES

#: The questions about speed, and the mix of their yardstick.
TIMED: Mapping[str, str] = {"forward": "read", "forward_backward": "copy"}

SMALLEST_DIFFERENCE = 0.02  #: that anybody should care about, however quiet the machine was

UNKNOWN = Interval(math.nan, 0.0, math.inf)  #: a ratio of two that never shared a round


@dataclass(frozen=True)
class Entry:
    """One who raced. *relative* is its time over that of the fastest."""

    record: Record
    timing: Timing
    relative: Interval
    place: int  #: one more than those who are certainly faster: ties share it


@dataclass(frozen=True)
class Race:
    """One question at one dtype, shape and device: who raced, and who was not let in."""

    question: str
    loss: str
    regime: str
    dtype: str
    shape: str
    device: str
    entries: tuple[Entry, ...]  #: the fastest first
    others: tuple[Record, ...]  #: not right, not asked (their reason says why), or of another heat
    noise: float  #: by how much the same code may differ from itself: a share

    @property
    def title(self) -> str:
        return f"{self.question} of {self.loss} in {self.dtype}, {self.shape}, on {self.device}"

    @cached_property
    def fastest(self) -> Entry | None:
        return self.entries[0] if self.entries else None

    def entry(self, implementation: str) -> Entry | None:
        found = (e for e in self.entries if e.record.implementation == implementation)
        return next(found, None)

    def slower(self, one: Entry, other: Entry) -> bool:
        """Is *one* certainly slower than *other*?"""
        return _slower(seconds(one.timing), seconds(other.timing), self.noise)


def races(records: Iterable[Record]) -> tuple[Race, ...]:
    """One for each place that was timed: by dtype, by size, by question."""
    groups: dict[tuple[str, ...], list[Record]] = {}
    for record in records:
        if record.question in TIMED:
            key = (record.question, record.loss, record.regime, record.dtype, record.shape,
                   record.device)  # fmt: skip
            groups.setdefault(key, []).append(record)
    return tuple(_race(groups[key]) for key in sorted(groups, key=_order))


def slower(one: Interval, noise: float) -> bool:
    """Is a ratio certainly above 1, by more than the noise?"""
    return one.low > 1 + noise


def seconds(timing: Timing) -> dict[int, float]:
    """The samples by the number of their round."""
    return dict(zip(timing.rounds, timing.seconds, strict=True))


def size(shape: str) -> tuple[int, int]:
    """(number of classes, number of examples) of "64x10"."""
    examples, classes = map(int, shape.split("x"))
    return classes, examples


def _race(records: Sequence[Record]) -> Race:
    timed = [(record, record.timing) for record in records if record.timing is not None]
    latest = max((timing.heat for _, timing in timed), default="")
    timed = [each for each in timed if each[1].heat == latest]
    noise = _noise([timing for _, timing in timed])
    place = {name: getattr(records[0], name) for name in
             ("question", "loss", "regime", "dtype", "shape", "device")}  # fmt: skip
    raced = {id(record) for record, _ in timed}
    return Race(
        **place,
        entries=tuple(_entries(timed, noise)),
        others=tuple(record for record in records if id(record) not in raced),
        noise=noise,
    )


def _entries(timed: Sequence[tuple[Record, Timing]], noise: float) -> Iterator[Entry]:
    """By place; within one by how many were faster more often than not, where rounds are shared.

    A low median alone is no merit: it may be that of who took part in quiet rounds only.
    """
    samples = [seconds(timing) for _, timing in timed]
    places = [1 + sum(_slower(mine, other, noise) for other in samples) for mine in samples]
    losses = [sum(_median(mine, other) > 1 for other in samples) for mine in samples]
    order = sorted(
        range(len(timed)),
        key=lambda index: (places[index], losses[index], timed[index][1].median),
    )
    for index in order:
        relative = paired(samples[index], samples[order[0]])
        yield Entry(*timed[index], relative or UNKNOWN, places[index])


def _median(one: Mapping[int, float], other: Mapping[int, float]) -> float:
    ratio = paired(one, other)
    return ratio.median if ratio else 1.0


def _slower(one: Mapping[int, float], other: Mapping[int, float], noise: float) -> bool:
    ratio = paired(one, other)
    return ratio is not None and slower(ratio, noise)


def _noise(timings: Sequence[Timing]) -> float:
    """What the yardsticks, the same code in several processes, differ by: A against A.

    Of all pairs of processes the 95th percentile of how far the ratio of their medians, paired
    by round, is from 1.
    """
    yardsticks = [dict(zip(t.rounds, t.yardstick, strict=True)) for t in timings]
    ratios = [paired(one, other) for one, other in combinations(yardsticks, 2)]
    found = [max(r.median, 1 / r.median) - 1 for r in ratios if r is not None]
    return max(SMALLEST_DIFFERENCE, quantile(found, 0.95) if found else 0.0)


def _order(key: tuple[str, ...]) -> tuple[object, ...]:
    question, loss, regime, dtype, shape, device = key
    usual = DTYPES.index(dtype) if dtype in DTYPES else len(DTYPES)
    return loss, device, usual, dtype, size(shape), tuple(TIMED).index(question), regime
