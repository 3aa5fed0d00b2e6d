"""Time against error as a figure, with names that are not printed over each other."""

import math
from collections.abc import Iterator, Sequence
from typing import Any

import altair
from markupsafe import Markup

from reports._pace import Entry
from reports._page.cases import MAIN, Case, Contender
from reports._page.drawing import INK, axis, dots, svg
from reports._vega import chart

_SMALLEST, _LARGEST = 0.1, 1e9  #: ulp: the largest is where errors are drawn that are no number
_WIDTH, _HEIGHT = 330, 230
_LINE, _CHARACTER = 11.0, 6.0  #: of the names; a character takes that much at most
_SHIFTS = [0, *(sign * shift for shift in range(1, 9) for sign in (-1, 1))]


def figure(case: Case) -> Markup | None:
    """Time over that of the fastest that is right, against the worst error; None without times."""
    values: list[dict[str, Any]] = [
        {
            "name": name,
            "times": entry.relative.median,
            "error": _finite(contender.worst.error),
            "answers": "right" if contender.right else "wrong",
        }
        for contender in case.contenders
        for name, entry in _entries(case, contender)
        if entry.relative and contender.worst
        if 0 < entry.relative.median < math.inf
    ]
    if not values:
        return None
    able = any(contender.main and contender.main.right for contender in case.contenders)
    ratios = [value["times"] for value in values]
    times = axis(ratios, room=1.4 * (max(ratios) / min(ratios)) ** 0.3)  # names take a quarter
    errors = axis([*(value["error"] for value in values), _SMALLEST])
    marks = [
        (_WIDTH * times.share(v["times"]), _HEIGHT * errors.share(v["error"]), v["name"])
        for v in values
    ]
    for value, height in zip(values, heights(marks), strict=True):
        value["label"] = errors.number(height / _HEIGHT)
    points = chart(values).encode(
        x=altair.X(
            "times:Q",
            title=f"time over that of the fastest {'right one' if able else 'of all'}",
            scale=times.scale,
            axis=altair.Axis(values=times.ticks, format="~g"),
        ),
        y=altair.Y(
            "error:Q",
            title="worst error (ulp)",
            scale=errors.scale,
            axis=altair.Axis(
                values=errors.ticks, labelExpr="replace(format(datum.value, '.0e'), '+', '')"
            ),
        ),
    )
    leaders = points.mark_rule(color=INK, opacity=0.35).encode(y2="label:Q")
    names = points.mark_text(align="left", dx=8, fontSize=10, color=INK).encode(
        y=altair.Y("label:Q", scale=errors.scale), text="name:N"
    )
    layers = (leaders, names, dots(points))
    return svg(altair.layer(*layers).properties(width=_WIDTH, height=_HEIGHT))


def heights(marks: Sequence[tuple[float, float, str]]) -> tuple[float, ...]:
    """Where the names of *marks* go, on lines that are free of names and of other marks.

    From the left, each takes the nearest such line; where there is none, that of its mark.
    """
    taken = [(x - _CHARACTER, x + _CHARACTER, y) for x, y, _ in marks]
    found: dict[int, float] = {}
    for place, (x, y, name) in sorted(enumerate(marks), key=lambda pair: pair[1][:2]):
        start, end = x + _CHARACTER, x + _CHARACTER * (len(name) + 2)
        found[place] = next((line for line in _lines(y) if _free(start, end, line, taken)), y)
        taken.append((start, end, found[place]))
    return tuple(found[place] for place in range(len(marks)))


def _entries(case: Case, contender: Contender) -> Iterator[tuple[str, Entry]]:
    """Its name and time in the race that decides, and in those that were run in the same rounds."""
    main = case.races.get(MAIN)
    for question, entry in contender.times.items():
        race = case.races[question]
        if race is main:
            yield contender.name, entry
        elif main is not None and race.host is main:
            yield f"{contender.name}, {race.manner}", entry


def _lines(y: float) -> Iterator[float]:
    found = (y + shift * _LINE for shift in _SHIFTS)
    return (line for line in found if 0 <= line <= _HEIGHT)


def _free(start: float, end: float, line: float, taken: list[tuple[float, float, float]]) -> bool:
    return not any(
        start < other_end and other_start < end and abs(line - other) < _LINE - 0.5
        for other_start, other_end, other in taken
    )


def _finite(error: float | None) -> float:
    """On a logarithmic axis."""
    number = _LARGEST if error is None or not math.isfinite(error) else error
    return min(max(number, _SMALLEST), _LARGEST)
