"""The scoreboard as text: a row an implementation, the right ones by rank."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports import _roofs, _telling, _weights
from reports._headline import beside, headline
from reports._numbers import metric, percent
from reports._races import Race
from reports._ranking import Break, Standing, first_break, gentle_first, standings
from reports._reading import Run
from reports._throughput import NO_PLACE, TIE, relative, unranked
from reports._verdicts import JUDGED, QUANTITIES, dtypes, status_mark

#: How to read it; said beside every scoreboard.
CAPTION = (
    "Errors are the largest known, in ulp of the exact value: maxima over sampled rows, so lower "
    "bounds. Ranked by the worst verdict of all cells, then by the share of cells at each rung. "
    "No rank: something failed (!) or is a known failure (~), or nothing was asked; these stand by "
    "the share that they passed. First breaks in: of the regimes in which it is wrong, the one in "
    "which the fewest others are."
)

_DTYPES = 2  #: that have columns of their own


@dataclass(frozen=True)
class Scoreboard:
    """A table, and how to read it."""

    columns: list[str]  #: two lines each, so that the table stays narrow
    rows: list[list[str]]
    caption: str


def scoreboard(run: Run) -> Scoreboard:
    race, usual, gentle = headline(run.records), shown(run), gentle_first(run.records)
    given = beside(run.records, race)
    followed = any(record.reach is not None for record in run.records)
    return Scoreboard(
        columns=[
            "",
            "implementation",
            "passed\nof asked",
            *(f"{dtype}\n{quantity}" for dtype in usual for quantity in QUANTITIES),
            *(["time"] if race else []),
            *(["given\nbuffer"] if given else []),
            *(["of\nroof", "peak\nmemory"] if race else []),
            "first\nbreaks in",
            *(["breaks\nat"] if followed else []),
        ],
        rows=[
            [
                *_row(standing, usual),
                *_speed(race, given, standing.implementation),
                _break(first_break(standing, gentle), usual),
                *([_telling.brief(standing.records, dtypes(run.records)[0])] if followed else []),
            ]
            for standing in standings(run.records)
        ],
        caption=f"{_caption(race, given)} {_telling.CAPTION if followed else ''}".strip(),
    )


def shown(run: Run) -> tuple[str, ...]:
    """The most usual dtypes of the run."""
    return dtypes(record for record in run.records if record.question in JUDGED)[:_DTYPES]


def _caption(race: Race | None, given: Race | None) -> str:
    """`CAPTION`, and of which race the times are."""
    if race is None or race.reference is None:
        return CAPTION
    median = metric(race.reference.timing.median, "s")
    nobody = "".join(f" {sentence}" for sentence in unranked([race]))
    other = " Given buffer: with the gradient in memory that the caller keeps." * bool(given)
    least = [
        f"{roof.name}, {metric(roof.seconds, 's')}" for roof in _roofs.roofs(race.reference.timing)
    ]
    nearer = f"; the nearer roof first, these are {'; '.join(least)}" * bool(least)
    return (
        f"{CAPTION} Time: of forward and backward in {race.place}, over the {median} of the "
        f"fastest {'that is right' if race.right else 'of all'}; {TIE}; {NO_PLACE}; "
        f"?: unstable.{nobody} Only right answers are timed.{other} Of roof: what the bytes take "
        f"that have to move, whatever the method, as a share of the time{nearer}. Peak memory: "
        "above the inputs, in sizes of the logits."
    )


def _row(standing: Standing, usual: Sequence[str]) -> list[str]:
    found = [standing.quantity(quantity, dtype) for dtype in usual for quantity in QUANTITIES]
    return [
        str(standing.rank or ""),
        standing.implementation,
        _passed(standing),
        *(worst.text if worst else "" for worst in found),
    ]


def _speed(race: Race | None, given: Race | None, name: str) -> list[str]:
    """Nothing at all without a race, and an empty cell for who was not timed."""
    if race is None:
        return []
    entry = race.entry(name)
    roof = _roofs.of_bytes(entry.timing if entry else None)
    return [
        _time(race, name),
        *([_time(given, name)] if given else []),
        percent(roof.share) if roof else "",
        _weights.peak(entry),
    ]


def _passed(standing: Standing) -> str:
    if not standing.asked:
        return "skipped" if standing.statuses["skipped"] else "unsupported"
    return f"{standing.statuses['passed']}/{standing.asked} {status_mark(standing.records)}".strip()


def _time(race: Race, name: str) -> str:
    entry = race.entry(name)
    return relative(race, name) + " ?" * bool(entry and entry.timing.unstable)


def _break(found: Break | None, usual: Sequence[str]) -> str:
    if found is None:
        return ""
    return found.regime if found.dtype == usual[0] else f"{found.regime} ({found.dtype})"
