"""Ways in which an implementation is caught by one loss alone, each a function of its records."""

import math
from dataclasses import replace

from reports import _answers
from reports._answers import (
    computed,
    exact,
    largest_of,
    place,
    quantity,
    relative,
    words,
    worst_of,
)
from reports._numbers import decimal, multiple
from reports._record import Record
from reports._trap import Group, Groups, Trap, in_cells, in_entries

#: Off by so much of what is true, an answer has not a digit of it.
NO_DIGIT = 0.5


def no_number(group: Group, groups: Groups) -> Trap | None:
    caught = [record for record in group.records if _lost(record)]
    if not caught:
        return None
    one = largest_of(caught)
    told = f"answers {_given(one)} where the {quantity(one)} of `{group.loss}` is {_true(one)}"
    return in_cells(group, caught, one, f"{told}, {place(one)}", words(one))


def below_zero(group: Group, groups: Groups) -> Trap | None:
    caught = [record for record in group.records if record.counts.get("negative")]
    if not caught:
        return None
    examples = [record for record in caught if (computed(record) or 0) < 0]
    one = worst_of(examples or caught)
    example = words(one) if examples else ""
    told = (
        f"answers less than 0 for {{number}} of {{of}} values of `{group.loss}`"
        f"{': ' * bool(example)}{example}, {place(one)}"
    )
    return in_entries(group.of("value"), caught, one, told, example, "negative")


def no_digit(group: Group, groups: Groups) -> Trap | None:
    caught = [record for record in group.records if _far_off(record)]
    if not caught:
        return None
    one = worst_of(caught)
    off = relative(one) or 0
    by = f"{100 * off:.0f} %" if off < 10 else f"{multiple(off)} times what is true"
    told = f"is off by {by} in the {quantity(one)} of `{group.loss}`: {words(one)}"
    return in_cells(group, caught, one, f"{told}, {place(one)}", words(one))


def zero(group: Group, groups: Groups) -> Trap | None:
    values = group.of("value")
    caught = [record for record in values.records if record.counts.get("zeros")]
    if not caught:
        return None
    examples = [record for record in caught if _answers.vanished(record)]
    one = largest_of(examples or caught)
    logit = _answers.logit(one)
    at = "" if logit is None else f" at the logit {logit:g}"
    answer = f": {_true(one)}{at}" if examples else ""
    told = (
        f"answers exactly 0 for {{number}} of {{of}} values of `{group.loss}`, where normal "
        f"numbers are true{answer}, {place(one)}"
    )
    found = in_entries(values, caught, one, told, words(one) if examples else "", "zeros")
    # Not above what was lost beside 1: who lost no more than a rounding of 1 comes last.
    return replace(found, harm=max(record.absolute_ratio or 0.0 for record in caught))


def ignored(group: Group, groups: Groups) -> Trap | None:
    caught = [record for record in group.records if record.counts.get("NaN of ignored")]
    if not caught:
        return None
    one = max(caught, key=lambda record: record.counts["NaN of ignored"])
    passed = ", and passes" if all(record.status == "passed" for record in caught) else ""
    told = (
        f"answers nan in {{number}} of {{of}} entries of the {quantity(one)} of `{group.loss}`, "
        f"where an example does not count and 0 is true{passed}: {place(one)}"
    )
    return in_entries(group.of(quantity(one)), caught, one, told, "", "NaN of ignored")


def nothing(group: Group, groups: Groups) -> Trap | None:
    """Of a loss that is nothing but that, whoever is asked: two answers are accepted, one is 0."""
    same = [other for (_, loss), other in groups.items() if loss == group.loss]
    if not all(_hollow(record) for other in same for record in other.of("value").records):
        return None
    caught = list(group.of("value").records)
    if not caught:
        return None
    one = worst_of(caught)
    other = "nan" if _given(one) != "nan" else "0"
    told = f"answers {_given(one)} for the one number of `{group.loss}`, where {other} passes too"
    alike = [record for record in caught if _given(record) == _given(one)]
    return in_cells(group.of("value"), alike, one, f"{told}, {place(one)}", _given(one))


def _lost(record: Record) -> bool:
    found, true = computed(record), exact(record)
    return (
        record.verdict == "exceptional" and found is not None and true is not None
        and math.isfinite(true) and not math.isfinite(found)
    )  # fmt: skip


def _far_off(record: Record) -> bool:
    off = relative(record)
    return record.verdict == "inaccurate" and off is not None and off >= NO_DIGIT


def _hollow(record: Record) -> bool:
    counts = record.counts
    return counts.get("entries") == counts.get("two accepted") == 1 and exact(record) == 0


def _given(record: Record) -> str:
    return "0" if computed(record) == 0 else decimal(record.worst.get("computed"))


def _true(record: Record) -> str:
    return decimal(_answers.exact(record))
