"""Which causes the failures of an implementation suggest, the one that explains most of them first.

A cause explains a failure that lies in its cells and has an answer of its kind. It is worth the
harmonic mean of two shares: of the failures that it explains, and of its own cells that failed, in
the questions in which any did; times the share that passed of all that it leaves alone, and that
failed of those in which it always shows.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reports._causes import CAUSES, Cause
from reports._contract_causes import OPTIONS, QUESTIONED
from reports._failures import command
from reports._numbers import count
from reports._record import Record
from reports._showing import looks, within
from reports._verdicts import ASKED, DTYPES, JUDGED, NOT_RIGHT

MAIN = "cross_entropy"  #: the loss that the others are options of
MOST = 3  #: causes that are told
_LEAST = 0.15, 0.6  #: that a cause may be worth, to be told: at all, and of what the best is
_UNSEEN = 0.7  #: in the place of these shares, where none of those cells was asked
#: What fails beside most causes, and so tells little of them.
_BESIDE = {"targets_out_of_range": 0.1, "empty_batch": 0.1, "single_class": 0.1, "training": 0.1}


@dataclass(frozen=True)
class Suspect:
    """A cause, and how well it explains what failed."""

    implementation: str
    cause: Cause
    explained: tuple[Record, ...]  #: the simplest first
    failed: int  #: of all cells of the implementation
    worth: float  #: from 0 to 1

    @property
    def sentence(self) -> str:
        told = f"explains {len(self.explained)} of {count(self.failed, 'failed cell')}"
        says = self.cause.says[0].upper() + self.cause.says[1:]
        return f"{says}: {told}, such as {self.shown.cell}."

    @property
    def shown(self) -> Record:
        return self.explained[0]

    @property
    def command(self) -> str:
        return command(self.shown)


def by_implementation(records: Iterable[Record]) -> dict[str, tuple[Suspect, ...]]:
    """Of each that failed somewhere, at most so many, the most suspect first."""
    groups: dict[str, list[Record]] = {}
    for record in records:
        if record.question != "importable":
            groups.setdefault(record.implementation, []).append(record)
    found = {name: suspects(group)[:MOST] for name, group in groups.items()}
    return {name: group for name, group in found.items() if group}


def suspects(records: Sequence[Record]) -> tuple[Suspect, ...]:
    """Of what was asked of one implementation. Known failures are failures here too."""
    records = [record for record in records if record.status in ASKED]
    failed = [record for record in records if record.status in NOT_RIGHT]
    if not failed:
        return ()
    asked = Counter((record.question, record.loss) for record in records)
    # A question of the contract is one cell, and a regime is one of hundreds.
    weights = {key: _BESIDE.get(key[0], 1) / math.sqrt(n) for key, n in asked.items()}
    found = (_suspect(cause, records, failed, weights) for cause in _causes(records, failed))
    ordered = sorted((one for one in found if one is not None), key=lambda one: -one.worth)
    least = max(_LEAST[0], _LEAST[1] * max((one.worth for one in ordered), default=0.0))
    return tuple(_others([one for one in ordered if one.worth >= least]))


def _causes(records: Sequence[Record], failed: Sequence[Record]) -> Iterator[Cause]:
    """The more particular ones first: between equals the first is told."""
    yield from QUESTIONED
    plain = {record.loss for record in records if record.question in JUDGED} >= {MAIN}
    for loss in sorted({record.loss for record in failed} - {"", MAIN}):
        yield _of_option(loss, loss, (), plain)
    for option, (losses, questions) in OPTIONS.items():
        yield _of_option(option, losses, questions, plain)
    yield from CAUSES


def _of_option(option: str, losses: str, questions: tuple[str, ...], plain: bool) -> Cause:
    """Of an option, or of a loss of that name; *plain*: cross-entropy was asked without it."""
    says = f"the formula of {option} is wrong, or its gradient"
    passes = (f"value/{MAIN}/*", f"gradient/{MAIN}/*") if plain else ()
    says += ", and cross-entropy without it is not" * plain
    return Cause(f"option {option}", says, (f"*/{losses}/*", *questions), passes)


def _suspect(cause, records, failed, weights) -> Suspect | None:
    def weight(found: Iterable[Record]) -> float:
        return sum(weights[record.question, record.loss] for record in found)

    def mine(found: Iterable[Record]) -> list[Record]:
        return [r for r in found if within(r, cause.fails) and not within(r, cause.passes)]

    explained = [record for record in mine(failed) if looks(record, cause.answers)]
    if not explained:
        return None
    shows = {(record.question, record.loss) for record in explained}
    could = [record for record in mine(records) if (record.question, record.loss) in shows]
    recall, precision = weight(explained) / weight(failed), weight(explained) / weight(could)
    worth = cause.gravity * 2 * recall * precision / (recall + precision)
    for glob in cause.passes:
        spared = [record for record in records if within(record, (glob,))]
        innocent = [record for record in spared if record.status not in NOT_RIGHT]
        unseen = _UNSEEN ** (1 / len(cause.passes))
        worth *= weight(innocent) / weight(spared) if spared else unseen
    for glob in cause.always:
        if shown := [record for record in records if within(record, (glob,))]:
            worth *= weight([r for r in shown if r.status in NOT_RIGHT]) / weight(shown)
    simplest = tuple(sorted(explained, key=lambda record: _simplicity(record, cause)))
    return Suspect(simplest[0].implementation, cause, simplest, len(failed), worth)


def _others(ordered: Sequence[Suspect]) -> Iterator[Suspect]:
    """Those that explain something which no better one does."""
    told: set[int] = set()
    for one in ordered:
        explained = {id(record) for record in one.explained}
        if not explained <= told:
            yield one
        told |= explained


def _simplicity(record: Record, cause: Cause) -> tuple[int, int, int, bool]:
    """Where it shows best, in the usual dtype, of the fewest numbers; values before gradients."""
    place = [bool(within(record, (glob,))) for glob in cause.fails].index(True)
    numbers = [int(number) for number in record.shape.split("x") if number.isdigit()]
    dtype = DTYPES.index(record.dtype) if record.dtype in DTYPES else len(DTYPES)
    return place, dtype, math.prod(numbers), record.question != "value"
