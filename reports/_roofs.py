"""The roofs of a time: what bytes and exponentials take at least, and which of them takes more.

Both are of the machine in that run, whatever the method; the nearer one bounds the time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reports._numbers import metric, percent
from reports._races import Race
from reports._record import Timing

EXP = "exp"


@dataclass(frozen=True)
class Roof:
    """The least that something takes on this machine."""

    name: str  #: of the yardstick, or `EXP`
    seconds: float
    share: float  #: of the time that was taken

    @property
    def text(self) -> str:
        return f"{percent(self.share)} of {self.name}"


def roofs(timing: Timing) -> tuple[Roof, ...]:
    """Those that are known, the nearer one first."""
    found = []
    if timing.roof:
        found.append((timing.roof_name or timing.mix, timing.minimal_bytes / timing.roof))
    if timing.exp_seconds is not None:
        found.append((EXP, timing.exp_seconds))
    found.sort(key=lambda roof: -roof[1])
    middle = timing.median
    return tuple(Roof(name, least, least / middle) for name, least in found if middle)


def of_bytes(timing: Timing | None) -> Roof | None:
    """The one of moving the bytes."""
    found = roofs(timing) if timing is not None else ()
    return next((roof for roof in found if roof.name != EXP), None)


def share(timing: Timing | None) -> str:
    """That of the bytes, with the name of their roof: 42 % of streaming copy."""
    found = of_bytes(timing)
    return found.text if found else ""


def nearer(timing: Timing | None) -> str:
    """63 % of exp; nothing where no roof is known."""
    found = roofs(timing) if timing is not None else ()
    return found[0].text if found else ""


def bound(race: Race) -> str:
    """By what all of a race are bound: bound by exp, 10.3 ms; streaming copy, 7.9 ms.

    Nothing where nobody raced, or no roof is known.
    """
    found = roofs(race.reference.timing) if race.reference else ()
    told = [f"{roof.name}, {metric(roof.seconds, 's')}" for roof in found]
    return f"bound by {'; '.join(told)}" if told else ""


def bounds(races: Iterable[tuple[str, Race]]) -> Iterator[str]:
    """A sentence: by what each of some races is bound, under the name that it is given."""
    told = [f"{name} is {found}" for name, race in races if (found := bound(race))]
    if told:
        yield f"The nearer roof first, and the least that it takes: {', '.join(told)}."


def noises(races: Iterable[tuple[str, Race]]) -> Iterator[str]:
    """A sentence: what the same code was measured to differ by, A against A."""
    told = [
        f"{percent(race.measured)} ({name})" for name, race in races if race.measured is not None
    ]
    if told:
        yield f"Noise, as measured A against A: {', '.join(told)}."
