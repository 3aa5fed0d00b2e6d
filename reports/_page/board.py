"""The rows of the scoreboard, and in words why somebody has no rank."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports import _provenance
from reports._failures import first_line
from reports._headline import beside, headline
from reports._numbers import count
from reports._pace import Entry
from reports._races import Race
from reports._ranking import Break, Standing, first_break, gentle_first, standings
from reports._reaches import Place, Step
from reports._reading import Run
from reports._record import Record
from reports._scoreboard import shown
from reports._telling import telling
from reports._verdicts import ASKED, JUDGED, QUANTITIES, TIMED, Worst, is_wrong


@dataclass(frozen=True)
class Row:
    """One implementation."""

    standing: Standing
    framework: str  #: with its version
    rank: str  #: "1", "=2" for a tie; empty without a rank
    worst: tuple[Worst | None, ...]  #: in the order of the columns
    breaks: Break | None
    reason: str  #: why it has no rank, with names between backticks
    entry: Entry | None  #: of the race
    given: Entry | None  #: of the same with a buffer that is given
    reach: tuple[Place, Step] | None  #: the worst of its breaks along rays


@dataclass(frozen=True)
class Board:
    """The scoreboard."""

    columns: tuple[tuple[str, str], ...]  #: dtype and quantity
    race: Race | None  #: that the times are from
    given: Race | None  #: the same with a buffer that is given, if anybody ran it
    followed: bool  #: was anybody asked along a ray?
    rows: tuple[Row, ...]


def board(run: Run) -> Board:
    columns = tuple((dtype, quantity) for dtype in shown(run) for quantity in QUANTITIES)
    race = headline(run.records)
    given = beside(run.records, race)
    found, gentle = standings(run.records), gentle_first(run.records)
    frameworks = _provenance.frameworks(run)
    ranks = Counter(standing.rank for standing in found)
    rows = tuple(
        Row(
            standing=standing,
            framework=frameworks.get(standing.implementation, ""),
            rank=f"{'=' * (ranks[standing.rank] > 1)}{standing.rank}" if standing.rank else "",
            worst=tuple(standing.quantity(quantity, dtype) for dtype, quantity in columns),
            breaks=first_break(standing, gentle),
            reason="" if standing.rank else no_rank(standing, gentle),
            entry=race.entry(standing.implementation) if race else None,
            given=given.entry(standing.implementation) if given else None,
            reach=telling(standing.records),
        )
        for standing in found
    )
    followed = any(record.reach is not None for record in run.records)
    return Board(columns, race, given, followed, rows)


def no_rank(standing: Standing, gentle: Mapping[str, Sequence[str]]) -> str:
    """179 known failures, first in `tied_with_the_target`; most often: what its file says."""
    asked = [record for record in standing.records if record.status in ASKED]
    if not asked:
        return (
            f"not asked: {first_line(next((r.reason for r in standing.records if r.reason), ''))}"
        )
    wrong = [record for record in asked if is_wrong(record)]
    if not wrong:
        return "nothing to judge"
    wrong = [r for r in wrong if r.question not in TIMED] or wrong  # they repeat what was judged
    counted = _counted(wrong)
    if not any(record.question in JUDGED for record in wrong):
        questions = ", ".join(f"`{name}`" for name in dict.fromkeys(r.question for r in wrong))
        counted += f", of the contract alone ({questions})"
    elif found := first_break(standing, gentle):
        counted += f", first in `{found.regime}`"
    return f"{counted}. {_most(wrong)}"


def _counted(wrong: Sequence[Record]) -> str:
    statuses = Counter(record.status for record in wrong)
    told = {
        f"{statuses['failed']} failed": statuses["failed"],
        count(statuses["known failure"], "known failure"): statuses["known failure"],
        f"{statuses['passed']} wrong as promised": statuses["passed"],
    }
    return ", ".join(text for text, number in told.items() if number)


def _most(wrong: Sequence[Record]) -> str:
    reasons = Counter(first_line(record.reason) for record in wrong if record.reason)
    if not reasons:
        return ""
    reason, number = reasons.most_common(1)[0]
    return f"{'Most often' if len(reasons) > 1 else 'Always'} ({number}): {reason}"
