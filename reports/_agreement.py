"""How far the gradients of two implementations lie apart, from the panel that each was asked."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from reports._numbers import largest
from reports._record import Record
from reports._verdicts import dtypes

#: Significant bits (the hidden one included) and exponent of the smallest normal number.
FORMATS: Mapping[str, tuple[int, int]] = {
    "float64": (53, -1022),
    "float32": (24, -126),
    "bfloat16": (8, -126),
    "float16": (11, -14),
}

_Panel = tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Agreement:
    """The pairwise distances of the panels in one dtype."""

    dtype: str
    names: tuple[str, ...]
    distances: Mapping[tuple[str, str], float | None]  #: both ways; None without a common panel


def agreements(records: Iterable[Record]) -> tuple[Agreement, ...]:
    """One for every dtype in which at least two panels were answered."""
    panels = [record for record in records if record.question == "panel" and record.panel]
    found = (_agreement(dtype, panels) for dtype in dtypes(panels) if dtype in FORMATS)
    return tuple(agreement for agreement in found if len(agreement.names) > 1)


def distance(one: float, other: float, dtype: str) -> float:
    """|one - other| in ulp of the larger; NaN agrees with nothing but NaN."""
    if one == other or (math.isnan(one) and math.isnan(other)):
        return 0.0
    size = max(abs(one), abs(other))
    if not math.isfinite(one) or not math.isfinite(other):
        return math.nan if math.isnan(one) or math.isnan(other) else math.inf
    precision, smallest = FORMATS[dtype]
    exponent = max(math.frexp(size)[1] - 1, smallest)
    return abs(one - other) / math.ldexp(1.0, exponent - precision + 1)


def _agreement(dtype: str, records: Iterable[Record]) -> Agreement:
    panels: dict[str, dict[tuple[object, ...], _Panel]] = {}
    mine = [record for record in records if record.dtype == dtype]
    several = len({record.device for record in mine}) > 1
    for record in mine:
        name = f"{record.implementation} on {record.device}" if several else record.implementation
        panels.setdefault(name, {})[_asked(record)] = _numbers(record)
    distances = {}
    for one, other in combinations(panels, 2):
        common = panels[one].keys() & panels[other].keys()
        apart = largest(_apart(panels[one][key], panels[other][key], dtype) for key in common)
        distances[one, other] = distances[other, one] = apart
    return Agreement(dtype, tuple(panels), distances)


def _apart(one: _Panel, other: _Panel, dtype: str) -> float:
    if list(map(len, one)) != list(map(len, other)):
        return math.nan
    pairs = (pair for rows in zip(one, other, strict=True) for pair in zip(*rows, strict=True))
    return largest(distance(*pair, dtype) for pair in pairs) or 0.0


def _asked(record: Record) -> tuple[object, ...]:
    """Two panels are comparable when they answer the same inputs."""
    return (record.loss, record.regime, record.shape, record.seed, record.digest)


def _numbers(record: Record) -> _Panel:
    return tuple(tuple(map(float.fromhex, row)) for row in record.panel)
