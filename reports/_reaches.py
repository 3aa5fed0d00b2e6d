"""Where implementations break along rays: every number, by implementation and ray."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from reports._numbers import place
from reports._record import VERDICTS, Record
from reports._verdicts import CODES, usual

SEVERITY = {verdict: rung for rung, verdict in enumerate(VERDICTS)}


@dataclass(frozen=True)
class Step:
    """From here on the answer is known to be no better."""

    parameter: float
    good: float | None  #: the last point before that is known to be better
    verdict: str


@dataclass(frozen=True)
class Place:
    """How far one quantity of one implementation went along one ray."""

    record: Record
    quantity: str
    steps: tuple[Step, ...]  #: ever worse; none where it did not break
    end: float

    @property
    def text(self) -> str:
        """ABS 5.658, EXC 88.72; or that no break is known."""
        told = (f"{CODES[step.verdict]} {place(step.parameter)}" for step in self.steps)
        return ", ".join(told) or "none known"


@dataclass(frozen=True)
class Table:
    """A row an implementation, a column a ray."""

    loss: str
    dtype: str
    device: str
    rays: tuple[str, ...]
    implementations: tuple[str, ...]
    places: Mapping[tuple[str, str], tuple[Place, Place]]  #: by both: of the value, the gradient

    @property
    def title(self) -> str:
        return f"{self.loss} in {self.dtype} on {self.device}"


def tables(records: Iterable[Record], order: Iterable[str]) -> tuple[Table, ...]:
    """By loss, device and dtype, the usual ones first; the implementations in *order*."""
    groups: dict[tuple[str, str, str], list[Record]] = {}
    for record in followed(records):
        groups.setdefault((record.loss, record.device, record.dtype), []).append(record)
    ranking = tuple(order)
    ordered = sorted(groups, key=lambda key: (*key[:2], usual(key[2])))
    return tuple(_table(groups[key], ranking) for key in ordered)


def followed(records: Iterable[Record]) -> list[Record]:
    """Those that hold a ray."""
    return [record for record in records if record.reach is not None]


def place_of(record: Record, quantity: str) -> Place:
    """One step for each parameter: past it several limits may lie at once, and the worst tells."""
    assert record.reach is not None
    mine = sorted(
        (b for b in record.reach.breaks if b.quantity == quantity),
        key=lambda b: (b.parameter, SEVERITY[b.verdict]),
    )
    steps: list[Step] = []
    for _, same in groupby(mine, key=lambda b: b.parameter):
        *_, worst = same
        if not steps or SEVERITY[worst.verdict] > SEVERITY[steps[-1].verdict]:
            steps.append(Step(worst.parameter, worst.good, worst.verdict))
    return Place(record, quantity, tuple(steps), record.reach.end)


def _table(records: Sequence[Record], order: Iterable[str]) -> Table:
    asked = {record.implementation for record in records}
    return Table(
        loss=records[0].loss,
        dtype=records[0].dtype,
        device=records[0].device,
        rays=tuple(dict.fromkeys(record.regime for record in records)),
        implementations=tuple(name for name in order if name in asked),
        places={
            (record.implementation, record.regime): (
                place_of(record, "value"),
                place_of(record, "gradient"),
            )
            for record in records
        },
    )
