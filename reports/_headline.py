"""Which races are shown where there is room for a few, or for one."""

from collections.abc import Iterable

from reports._races import Race, races
from reports._record import Record

GIVEN = "forward_backward_given_buffer"
_DTYPES = 2  #: of a loss on a device


def headline(records: Iterable[Record]) -> Race | None:
    """Forward and backward in the usual dtype, at the largest size where anybody was timed."""
    found = [race for race in _both(records) if race.entries]
    usual = [race for race in found if _setting(race) == _setting(found[0])]
    return usual[-1] if usual else None


def beside(records: Iterable[Record], race: Race | None) -> Race | None:
    """The one at the same place whose gradients go into a buffer that is given, if anybody ran."""
    if race is None:
        return None
    same = (each for each in races(records) if each.place == race.place and each.loss == race.loss)
    return next((each for each in same if each.question == GIVEN and each.entries), None)


def few(records: Iterable[Record]) -> tuple[Race, ...]:
    """Forward and backward in the two usual dtypes, at the smallest, a middle, the largest size."""
    kinds: dict[tuple[str, str], dict[str, list[Race]]] = {}
    for race in _both(records):
        kinds.setdefault(_setting(race)[:2], {}).setdefault(race.dtype, []).append(race)
    return tuple(
        race
        for dtypes in kinds.values()
        for sizes in list(dtypes.values())[:_DTYPES]
        for race in (sizes[index] for index in sorted({0, len(sizes) // 2, len(sizes) - 1}))
    )


def _both(records: Iterable[Record]) -> list[Race]:
    return [race for race in races(records) if race.question == "forward_backward"]


def _setting(race: Race) -> tuple[str, str, str]:
    return race.loss, race.device, race.dtype
