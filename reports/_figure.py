"""The picture of throughput: small multiples of forward and backward, a dot with whiskers each."""

import math
from collections.abc import Iterator, Sequence
from typing import Any

import altair

from reports._pace import Entry
from reports._races import Race
from reports._throughput import largest_first, status
from reports._vega import chart, svg

_INK, _GREY, _FAINT = "#222222", "#767676", "#dddddd"
_WIDTH, _ROW = 190, 17  #: of a panel, and of an implementation in it
_AROUND = {"left": 30, "top": 10, "right": 10, "bottom": 10}  #: flush leaves long names no room
_TICKS = 4  #: at most
_FILLED = altair.Scale(domain=["first", "behind"], range=[_INK, "white"])


def throughput(races: Sequence[Race]) -> str:
    """SVG, a row of panels for each dtype and device; the same bytes for the same races.

    A filled dot is the fastest that is right or ties with it, whiskers reach from the 20th to the
    80th percentile, and the dashed line is the least that moving the bytes takes. Who was not
    timed has a word instead; who has no place has its mark, and what is unstable a question mark.
    """
    rows: dict[tuple[str, ...], list[Race]] = {}
    for race in races:
        rows.setdefault((race.loss, race.device, race.dtype), []).append(race)
    order = largest_first(races)
    # Flush: where a panel stands must not depend on how wide a font is.
    panels = (
        altair.hconcat(
            *(_panel(race, order, labels=race is found[0]) for race in found),
            bounds="flush", spacing=24,
        )
        for found in rows.values()
    )  # fmt: skip
    drawn = altair.vconcat(*panels)
    drawn = drawn.configure(aria=False, background="white", font="sans-serif", padding=_AROUND)
    drawn = drawn.configure_axis(labelColor=_INK, gridColor=_FAINT, domain=False, ticks=False)
    drawn = drawn.configure_title(anchor="start", color=_INK, fontSize=12)
    return svg(drawn.configure_view(stroke=_FAINT)) + "\n"


def _panel(
    race: Race, order: Sequence[str], *, labels: bool
) -> altair.LayerChart | altair.FacetChart:
    axis = altair.Axis(labels=labels, labelLimit=160, grid=True)
    rows = altair.Y("name:N", sort=list(order), title=None, axis=axis)
    layers = (_line(race), *_dots(race, rows), _words(race, rows))
    title = f"{race.dtype}, {race.shape}, {race.device}"
    return altair.layer(*layers, width=_WIDTH, height=_ROW * len(order), title=title)


def _line(race: Race) -> altair.Chart:
    line = chart({"least": least} for least in _least(race))
    return line.mark_rule(strokeDash=[3, 3], color=_GREY).encode(x=_seconds("least", race))


def _dots(race: Race, rows: altair.Y) -> Iterator[altair.Chart]:
    raced = chart(map(_dot, race.entries)).encode(y=rows)
    yield raced.mark_rule(color=_INK, strokeWidth=1.5).encode(x=_seconds("p20", race), x2="p80:Q")
    fill = altair.Fill("place:N", scale=_FILLED, legend=None)
    points = raced.mark_point(opacity=1, size=50, color=_INK)
    yield points.encode(x=_seconds("median", race), fill=fill)
    marks = raced.mark_text(align="left", dx=6, color=_INK)
    yield marks.encode(x=_seconds("p80", race), text="marks:N")


def _words(race: Race, rows: altair.Y) -> altair.Chart:
    """A word for each of those who were not timed: failed, known failure ..."""
    words = (
        {"name": record.implementation, "word": status(race, record.implementation)}
        for record in race.others
    )
    marks = chart(words).mark_text(color=_GREY, fontSize=10)
    return marks.encode(x=altair.value(_WIDTH / 2), y=rows, text="word:N")


def _dot(entry: Entry) -> dict[str, Any]:
    timing = entry.timing
    return {
        "name": entry.name,
        "median": timing.median,
        "p20": timing.p20,
        "p80": timing.p80,
        "place": "first" if entry.place == 1 else "behind",
        "marks": f"{entry.mark} {'?' * bool(timing.unstable)}".strip(),
    }


def _least(race: Race) -> list[float]:
    """How long the bytes that have to move take at the roof; nothing where there is none."""
    timings = [entry.timing for entry in race.entries]
    return [timing.minimal_bytes / timing.roof for timing in timings[:1] if timing.roof]


def _seconds(field: str, race: Race) -> altair.X:
    """A logarithmic axis with few ticks, at 1, 2 and 5 times a power of ten where they fit."""
    ends = [end for entry in race.entries for end in (entry.timing.p20, entry.timing.p80)]
    low, high = min([*ends, *_least(race)], default=0.1) / 1.4, max(ends, default=1.0) * 1.4
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)))
    within = [
        [tick for power in powers for part in parts if low < (tick := part * 10.0**power) < high]
        for parts in ((1, 2, 5), (1, 3), (1,))
    ]
    ticks = next((found for found in within if len(found) <= _TICKS), within[-1][::2])
    axis = altair.Axis(values=ticks, labelExpr="format(datum.value, '~s') + 's'")
    scale = altair.Scale(type="log", domain=[low, high], nice=False)
    return altair.X(f"{field}:Q", title=None, scale=scale, axis=axis)
