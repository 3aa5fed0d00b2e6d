"""What to know about each implementation, generated from what was recorded of it."""

from collections.abc import Mapping, Sequence

from reports import _telling
from reports._failures import first_line
from reports._numbers import count, short
from reports._ranking import Break, Standing, breaks
from reports._record import VERDICTS, Record
from reports._verdicts import ASKED, CODES, JUDGED, QUANTITIES, Worst, dtypes


def sentence(standing: Standing, gentle: Mapping[str, Sequence[str]]) -> str:
    """What it does in the regimes and, in a second sentence, how far it goes along the rays.

    Names stand between backticks; *gentle* is what `gentle_first` makes of the whole run.
    """
    told = _judged(standing, gentle), _telling.sentence(standing.records)
    return " ".join(filter(None, told))


def _judged(standing: Standing, gentle: Mapping[str, Sequence[str]]) -> str:
    """In the most usual dtype that it was asked in.

    Where all is well in that one, the next one in which it breaks is added.
    """
    name = f"`{standing.implementation}`"
    asked = [record for record in standing.records if record.status in ASKED]
    judged = [record for record in asked if record.question in JUDGED]
    if not asked:
        return f"{name} was not asked: {_reason(standing.records)}"
    if not judged:
        return f"{name} answered {count(len(asked), 'cell')}, no value or gradient among them."
    present = dtypes(judged)
    regimes = {d: len({r.regime for r in judged if r.dtype == d}) for d in present}
    broken = {d: breaks(standing, d, gentle[d]) for d in present}
    usual = present[0]
    if broken[usual]:
        return f"{name} {_wrong(broken[usual], regimes[usual])}."
    others = (f"; it {_wrong(broken[d], regimes[d])}" for d in present if broken[d])
    return f"{name} {_right(standing, usual, regimes[usual])}{next(others, '')}."


def _reason(records: Sequence[Record]) -> str:
    reasons = (record.reason for record in records if record.reason)
    return first_line(next(reasons, ""))


def _wrong(found: Sequence[Break], regimes: int) -> str:
    """The rung that it fell to most deeply comes first, and so does the regime shown."""
    kinds: dict[str, list[Break]] = {"exceptional": [], "inaccurate": [], "": []}
    for place in found:
        kinds[place.worst.record.verdict].append(place)
    counted = ", ".join(
        f"{kind or 'without an answer'} in {len(places)}"
        for kind, places in kinds.items()
        if places
    )
    first = next(places[0] for places in kinds.values() if places)
    return (
        f"is {counted} of {count(regimes, 'regime')} in {first.dtype}, first at `{first.regime}`: "
        f"{_what(first.worst)}"
    )


def _what(worst: Worst) -> str:
    """Computed nan, exact 89.1; or as much of it as the record holds."""
    if worst.answer:
        whose = "" if worst.record.question == "value" else " in the gradient"
        return ", ".join(f"{key} {value}" for key, value in worst.answer.items()) + whose
    if worst.error is not None:
        return f"off by {short(worst.error)} ulp"
    return first_line(worst.record.reason).rstrip(".")


def _right(standing: Standing, dtype: str, regimes: int) -> str:
    found = {quantity: standing.quantity(quantity, dtype) for quantity in QUANTITIES}
    lowest = [worst.record.verdict for worst in found.values() if worst and worst.record.verdict]
    if not lowest:
        return f"had nothing to judge in {count(regimes, 'regime')} in {dtype}"
    verdict = max(lowest, key=list(CODES).index)
    errors = " and ".join(
        f"{short(worst.error)} ulp in the {quantity} (`{worst.record.regime}`)"
        for quantity, worst in found.items()
        if worst and worst.error is not None
    )
    rung = verdict if verdict == next(iter(VERDICTS)) else f"{verdict} or better"
    told = f"is {rung} in all of {count(regimes, 'regime')} in {dtype}"
    return f"{told}, with a largest known error of {errors}" if errors else told
