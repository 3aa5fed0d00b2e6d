"""Implementation by regime or by loss: the worst answer, for one quantity and dtype."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports._record import Record
from reports._verdicts import ASKED, QUANTITIES, Worst, usual, worst

_Key = tuple[str, str, str, str]  #: loss, quantity, dtype, device


@dataclass(frozen=True)
class Matrix:
    """One table; *cells* has no entry where nothing was asked."""

    quantity: str  #: value or gradient
    loss: str  #: empty where the rows are losses
    dtype: str
    device: str
    rows: tuple[str, ...]  #: regimes or losses
    implementations: tuple[str, ...]
    cells: Mapping[tuple[str, str], Worst]  #: by row and implementation

    @property
    def title(self) -> str:
        loss = self.loss or "every loss"
        return f"{self.quantity.capitalize()} of {loss} in {self.dtype} on {self.device}"


def matrices(records: Iterable[Record], order: Iterable[str]) -> tuple[Matrix, ...]:
    """Of the regimes: by loss, quantity, dtype and device; the implementations in *order*."""
    groups = _grouped(records, lambda record: record.loss)
    ranking = tuple(order)
    return tuple(_matrix(key, groups[key], ranking, "regime") for key in sorted(groups, key=_place))


def by_loss(records: Iterable[Record], order: Iterable[str]) -> tuple[Matrix, ...]:
    """Of the losses, where there are several: the worst of all regimes, by quantity and dtype.

    Losses of one function stand together.
    """
    groups = _grouped(records, lambda record: "")
    ranking = tuple(order)
    found = (
        _matrix(key, _families(groups[key]), ranking, "loss") for key in sorted(groups, key=_place)
    )
    return tuple(matrix for matrix in found if len(matrix.rows) > 1)


def _grouped(records: Iterable[Record], loss: Callable[[Record], str]) -> dict[_Key, list[Record]]:
    groups: dict[_Key, list[Record]] = {}
    for record in records:
        for quantity, questions in QUANTITIES.items():
            if record.question in questions:
                key = (loss(record), quantity, record.dtype, record.device)
                groups.setdefault(key, []).append(record)
    return groups


def _families(records: Iterable[Record]) -> list[Record]:
    """In the order in which their functions, and otherwise they, were answered first."""
    families: dict[str, list[Record]] = {}
    for record in sorted(records, key=lambda record: record.status not in ASKED):
        families.setdefault(record.function, []).append(record)
    return [record for family in families.values() for record in family]


def _matrix(key: _Key, records: Sequence[Record], order: Iterable[str], axis: str) -> Matrix:
    loss, quantity, dtype, device = key
    cells: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        cells.setdefault((getattr(record, axis), record.implementation), []).append(record)
    asked = {record.implementation for record in records}
    found = {place: worst(group) for place, group in cells.items()}
    return Matrix(
        quantity=quantity,
        loss=loss,
        dtype=dtype,
        device=device,
        rows=tuple(dict.fromkeys(getattr(record, axis) for record in records)),
        implementations=tuple(name for name in order if name in asked),
        cells={place: cell for place, cell in found.items() if cell is not None},
    )


def _place(key: _Key) -> tuple[object, ...]:
    loss, quantity, dtype, device = key
    return loss, usual(dtype), dtype, tuple(QUANTITIES).index(quantity), device
