"""A loss beside the main one, place by place: what a setting of one function breaks and saves."""

from collections.abc import Iterator
from dataclasses import replace

from reports._answers import place, quantity, words, worst_of
from reports._record import VERDICTS, Record
from reports._trap import Group, Groups, Trap, in_cells
from reports._verdicts import NOT_RIGHT

_RUNGS = list(VERDICTS)
#: As poor or poorer: what is small has lost its relative accuracy.
LOSSY = frozenset(_RUNGS[_RUNGS.index("absolute") :])


def broken(group: Group, groups: Groups) -> Trap | None:
    """Lost with this loss where it is right with the main one."""
    pairs = [*_pairs(group, groups)]
    caught = [own for own, other in pairs if _lost(own) and not _lost(other)]
    told = f"loses with `{group.loss}` what it has right with `{groups.main}`"
    return _trap(group, caught, told, len(pairs))


def rescued(group: Group, groups: Groups) -> Trap | None:
    """Right with this loss where the main one is lost; shown is what is lost."""
    pairs = [*_pairs(group, groups)]
    caught = [other for own, other in pairs if _lost(other) and not _lost(own)]
    told = f"has right with `{group.loss}` what it loses with `{groups.main}`"
    return _trap(group, caught, told, len(pairs))


def _trap(group: Group, caught: list[Record], told: str, of: int) -> Trap | None:
    """The poorer the verdict the more it harms, then the more cells there are."""
    if not caught:
        return None
    one = worst_of(caught)
    told = f"{told}: {words(one)} in the {quantity(one)}, {place(one)}"
    rung = _RUNGS.index(one.verdict) if one.verdict else len(_RUNGS)
    return replace(
        in_cells(group, caught, one, told, words(one), of), harm=rung + len(caught) / (1 + of)
    )


def _pairs(group: Group, groups: Groups) -> Iterator[tuple[Record, Record]]:
    """Records of a loss and the main one, both of one function: same question and inputs."""
    usual = groups.get((group.implementation, groups.main))
    if usual is None or usual is group:
        return
    others = {_place(record): record for record in usual.records}
    for record in group.records:
        other = others.get(_place(record))
        if other is not None and _judged(record) and _judged(other):
            yield record, other


def _place(record: Record) -> tuple[object, ...]:
    return (
        record.question, record.function, record.regime, record.dtype, record.device,
        record.shape, record.seed, record.digest,
    )  # fmt: skip


def _judged(record: Record) -> bool:
    return bool(record.verdict) or record.status in NOT_RIGHT


def _lost(record: Record) -> bool:
    """By what it attained, whatever was promised; without a verdict there was no answer."""
    return record.verdict in LOSSY or not record.verdict
