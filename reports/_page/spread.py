"""One race as a figure: medians with their spread, beside the yardstick."""

from typing import Any

import altair
from markupsafe import Markup

from reports._intervals import quantile
from reports._page.drawing import INK, axis, dots, svg
from reports._page.speed import Heat
from reports._vega import chart

#: How ticks are labelled.
_TIME = (
    "datum.value >= 0.9 ? format(datum.value, '.3~g') + ' s' : datum.value >= 9e-4 ? "
    "format(1e3 * datum.value, '.3~g') + ' ms' : format(1e6 * datum.value, '.3~g') + ' µs'"
)


def figure(heat: Heat) -> Markup:
    """A dot at the median, whiskers from p20 to p80, a dashed line at the yardstick."""
    values: list[dict[str, Any]] = [
        {
            "name": entry.name,
            "median": entry.timing.median,
            "p20": entry.timing.p20,
            "p80": entry.timing.p80,
            "answers": "right" if entry.right else "wrong",
        }
        for entry in heat.race.entries
    ]
    yardstick = quantile([s for entry in heat.race.entries for s in entry.timing.yardstick], 0.5)
    ends = [seconds for value in values for seconds in (value["p20"], value["p80"])]
    times = axis([yardstick, *ends])

    def x(field: str) -> altair.X:
        labelled = altair.Axis(values=times.ticks, labelExpr=_TIME)
        return altair.X(f"{field}:Q", title=None, scale=times.scale, axis=labelled)

    rows = chart(values).encode(
        y=altair.Y("name:N", sort=[value["name"] for value in values], title=None)
    )
    line = chart([{"at": yardstick}]).mark_rule(color=INK, strokeDash=[3, 3], opacity=0.6)
    layers = (
        line.encode(x=x("at")),
        rows.mark_rule(color=INK, opacity=0.7).encode(x=x("p20"), x2="p80:Q"),
        dots(rows).encode(x=x("median")),
    )
    return svg(altair.layer(*layers).properties(width=250, height=altair.Step(17)))
