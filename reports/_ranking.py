"""Who stands where: implementations ordered by what they attained, never by what they promised."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from reports._record import Record
from reports._verdicts import (
    ASKED,
    QUANTITIES,
    TIMED,
    WITHOUT_VERDICT,
    WRONG,
    Worst,
    dtypes,
    rung,
    worst,
)


@dataclass(frozen=True)
class Standing:
    """What one implementation attained over all cells that it was asked."""

    implementation: str
    rank: int | None  #: None where something is wrong or nothing was judged; ties share one
    statuses: Counter[str]  #: of what counts: not of what was only timed
    records: tuple[Record, ...]

    @property
    def asked(self) -> int:
        return sum(self.statuses[status] for status in ASKED)

    def quantity(self, quantity: str, dtype: str) -> Worst | None:
        """The worst value, or the worst gradient, in one dtype."""
        return worst(about(self.records, quantity, dtype))


@dataclass(frozen=True)
class Break:
    """A regime in which an implementation is inaccurate or exceptional."""

    regime: str
    dtype: str
    worst: Worst


def standings(records: Iterable[Record]) -> tuple[Standing, ...]:
    """The right ones by rank, the wrong ones by the share that they passed, those not asked."""
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(record.implementation, []).append(record)
    keys = {name: _key(group) for name, group in groups.items()}
    ordered = sorted(groups, key=lambda name: (keys[name], name))
    ranks = {name: sum(keys[other] < keys[name] for other in keys) + 1 for name in groups}
    return tuple(
        Standing(
            implementation=name,
            rank=ranks[name] if keys[name][0] == _RIGHT else None,
            statuses=Counter(record.status for record in _counted(groups[name])),
            records=tuple(groups[name]),
        )
        for name in ordered
    )


def about(records: Iterable[Record], quantity: str, dtype: str) -> list[Record]:
    """The records that judge *quantity* in *dtype*."""
    questions = QUANTITIES[quantity]
    return [record for record in records if record.dtype == dtype and record.question in questions]


def gentle_first(records: Iterable[Record]) -> Mapping[str, tuple[str, ...]]:
    """The regimes of each dtype, those first in which the fewest implementations are wrong.

    Breaking where nobody else does says the most about an implementation. Between equals the
    order is that of the records, which is the catalogue's.
    """
    asked = [record for record in records if record.status in ASKED]
    return {
        dtype: _gentle_first([r for quantity in QUANTITIES for r in about(asked, quantity, dtype)])
        for dtype in dtypes(asked)
    }


def breaks(standing: Standing, dtype: str, order: Sequence[str]) -> tuple[Break, ...]:
    """Where the implementation is wrong in *dtype*, in the *order* of the regimes."""
    groups: dict[str, list[Record]] = {}
    for quantity in QUANTITIES:
        for record in about(standing.records, quantity, dtype):
            if _wrong(record):
                groups.setdefault(record.regime, []).append(record)
    found = ((regime, worst(groups.get(regime, []))) for regime in order)
    return tuple(Break(regime, dtype, worst) for regime, worst in found if worst is not None)


def first_break(standing: Standing, gentle: Mapping[str, Sequence[str]]) -> Break | None:
    """In float32 if it breaks there at all, otherwise in the next dtype in which it does.

    *gentle* is what `gentle_first` makes of the whole run.
    """
    for dtype, order in gentle.items():
        for found in breaks(standing, dtype, order):
            return found
    return None


def _gentle_first(records: Sequence[Record]) -> tuple[str, ...]:
    broken = {(record.regime, record.implementation) for record in records if _wrong(record)}
    implementations = Counter(regime for regime, _ in broken)
    order = dict.fromkeys(record.regime for record in records)
    return tuple(sorted(order, key=lambda regime: implementations[regime]))


_RIGHT, _NOT_RIGHT, _NOT_ASKED = range(3)


def _counted(records: Sequence[Record]) -> Sequence[Record]:
    """Without those that were timed, unless there are no others.

    An answer that is about to be timed is judged like one that is not, so counting it would
    say the same twice. A wrong one costs the rank all the same.
    """
    return [record for record in records if record.question not in TIMED] or records


def _key(records: Sequence[Record]) -> tuple[int, tuple[Fraction, ...]]:
    """Whether it is right, then the share of its cells at each rung, the worst rung first.

    The first share that is not zero is that of the worst verdict, so the worst verdict decides
    before any share does. Among those that are not right the share that failed comes before.
    """
    asked = [record for record in _counted(records) if record.status in ASKED]
    rungs = Counter(height for height in map(rung, asked) if height is not None)
    judged = rungs.total()
    shares = tuple(
        Fraction(rungs[height], judged or 1) for height in range(WITHOUT_VERDICT, -1, -1)
    )
    if not asked:
        return _NOT_ASKED, shares
    right = all(record.status == "passed" and not _wrong(record) for record in records
                if record.status in ASKED)  # fmt: skip
    if judged and right:
        return _RIGHT, shares
    failed = sum(record.status != "passed" for record in asked)
    return _NOT_RIGHT, (Fraction(failed, len(asked)), *shares)


def _wrong(record: Record) -> bool:
    """Wrong by its verdict; a failure without a verdict breaks too."""
    return record.verdict in WRONG or rung(record) == WITHOUT_VERDICT
