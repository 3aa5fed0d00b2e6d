"""Who is fast of those who are right: a wrong answer has no place in a race, whatever its time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reports._intervals import Interval, paired
from reports._ranking import Standing
from reports._record import Record, Timing
from reports._verdicts import status_mark


@dataclass(frozen=True)
class Entry:
    """One who raced. *relative* is its time over that of the fastest right one.

    Where nobody is right in the case of the race, it is over that of the fastest of all; and in
    the rounds of another race, over that of the fastest there.
    """

    record: Record
    timing: Timing
    relative: Interval | None  #: None: these two never shared a round
    place: int | None  #: one more than the right ones certainly faster: ties share it
    mark: str  #: of who has no place, being wrong somewhere in the case: ~ or !

    @property
    def name(self) -> str:
        return self.record.implementation

    @property
    def right(self) -> bool:
        """In every cell of the case that it was asked, not in the timed one alone."""
        return self.place is not None


_Timed = tuple[Record, Timing]


def entries(
    timed: Sequence[_Timed], standings: Mapping[str, Standing], noise: float,
    fastest: Timing | None = None,
) -> Iterator[Entry]:  # fmt: skip
    """Those who are right in the case by place, then the others as if they raced alone.

    Their times are over that of *fastest*, or else of the first of them.
    """
    right = [each for each in timed if standings[each[0].implementation].rank is not None]
    wrong = [each for each in timed if standings[each[0].implementation].rank is None]
    order = [*_placed(right, noise), *_placed(wrong, noise)]
    for index, (place, (record, timing)) in enumerate(order):
        _, (_, first) = order[0]
        yield Entry(
            record=record,
            timing=timing,
            relative=paired(seconds(timing), seconds(fastest or first)),
            place=place if index < len(right) else None,
            mark=status_mark(standings[record.implementation].records),
        )


def slower(one: Interval, noise: float) -> bool:
    """Is a ratio certainly above 1, by more than the noise?"""
    return one.low > 1 + noise


def certainly_slower(one: Timing, other: Timing, noise: float) -> bool:
    """In the rounds that both took part in."""
    ratio = paired(seconds(one), seconds(other))
    return ratio is not None and slower(ratio, noise)


def seconds(timing: Timing) -> dict[int, float]:
    """The samples by the number of their round."""
    return dict(zip(timing.rounds, timing.seconds, strict=True))


def _placed(timed: Sequence[_Timed], noise: float) -> list[tuple[int, _Timed]]:
    """By place; within one by how many were faster more often than not, where rounds are shared.

    A low median alone is no merit: it may be that of who took part in quiet rounds only.
    """
    timings = [timing for _, timing in timed]
    places = [1 + sum(certainly_slower(t, other, noise) for other in timings) for t in timings]
    losses = [sum(_median(t, other) > 1 for other in timings) for t in timings]
    order = sorted(range(len(timed)), key=lambda at: (places[at], losses[at], timings[at].median))
    return [(places[at], timed[at]) for at in order]


def _median(one: Timing, other: Timing) -> float:
    ratio = paired(seconds(one), seconds(other))
    return ratio.median if ratio else 1.0
