"""Implementation by regime: the worst answer over the shapes, for one quantity and dtype."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reports._record import Record
from reports._verdicts import QUANTITIES, Worst, usual, worst


@dataclass(frozen=True)
class Matrix:
    """One table; *cells* has no entry where nothing was asked."""

    quantity: str  #: value or gradient
    loss: str
    dtype: str
    device: str
    regimes: tuple[str, ...]
    implementations: tuple[str, ...]
    cells: Mapping[tuple[str, str], Worst]  #: by regime and implementation

    @property
    def title(self) -> str:
        return f"{self.quantity.capitalize()} of {self.loss} in {self.dtype} on {self.device}"


def matrices(records: Iterable[Record], order: Iterable[str]) -> tuple[Matrix, ...]:
    """By loss, quantity, dtype and device; the implementations in *order*."""
    groups: dict[tuple[str, str, str, str], list[Record]] = {}
    for record in records:
        for quantity, questions in QUANTITIES.items():
            if record.question in questions:
                key = (record.loss, quantity, record.dtype, record.device)
                groups.setdefault(key, []).append(record)
    ranking = tuple(order)
    return tuple(_matrix(key, groups[key], ranking) for key in sorted(groups, key=_place))


def _matrix(key: tuple[str, str, str, str], records: list[Record], order: Iterable[str]) -> Matrix:
    loss, quantity, dtype, device = key
    cells: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        cells.setdefault((record.regime, record.implementation), []).append(record)
    asked = {record.implementation for record in records}
    found = {place: worst(group) for place, group in cells.items()}
    return Matrix(
        quantity=quantity,
        loss=loss,
        dtype=dtype,
        device=device,
        regimes=tuple(dict.fromkeys(record.regime for record in records)),
        implementations=tuple(name for name in order if name in asked),
        cells={place: cell for place, cell in found.items() if cell is not None},
    )


def _place(key: tuple[str, str, str, str]) -> tuple[object, ...]:
    loss, quantity, dtype, device = key
    return loss, usual(dtype), dtype, tuple(QUANTITIES).index(quantity), device
