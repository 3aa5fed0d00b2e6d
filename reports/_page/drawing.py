"""What the figures share: logarithmic axes, marks, and SVG in the colours of the page."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import altair
from markupsafe import Markup

from reports import _vega

#: Colours are properties of the page, so that a figure is dark where the page is.
INK, FAINT = "var(--ink)", "var(--line)"

_MARKS = altair.Scale(domain=["right", "wrong"], range=["circle", "diamond"])
_COLOURS = altair.Scale(domain=["right", "wrong"], range=["var(--right)", "var(--wrong)"])


@dataclass(frozen=True)
class Axis:
    """A logarithmic axis from *low* to *high*."""

    low: float
    high: float

    @property
    def scale(self) -> altair.Scale:
        return altair.Scale(type="log", domain=[self.low, self.high], nice=False)

    @property
    def ticks(self) -> list[float]:
        """At 1, 2 and 5, or at powers of ten where there are many."""
        many = math.log10(self.high / self.low) > 2
        powers = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
        found = [
            step * 10.0**power
            for power in powers[:: math.ceil(len(powers) / 7)]
            for step in ((1.0,) if many else (1.0, 2.0, 5.0))
        ]
        return [tick for tick in found if self.low <= tick <= self.high]

    def share(self, number: float) -> float:
        """How far along the axis it is."""
        return math.log(number / self.low) / math.log(self.high / self.low)

    def number(self, share: float) -> float:
        return self.low * (self.high / self.low) ** share


def axis(numbers: Sequence[float], room: float = 1.25) -> Axis:
    """With so much room behind the largest; what no logarithm can show is not on it."""
    shown = [number for number in numbers if 0 < number < math.inf] or [1.0]
    return Axis(0.8 * min(shown), room * max(shown))


def dots(chart: altair.Chart) -> altair.Chart:
    """What is wrong has another shape as well as another colour."""
    return chart.mark_point(filled=True, opacity=1, size=55).encode(
        shape=altair.Shape("answers:N", scale=_MARKS, legend=None),
        color=altair.Color("answers:N", scale=_COLOURS, legend=None),
    )


def svg(chart: altair.LayerChart | altair.FacetChart) -> Markup:
    """Safe: names are data, which Vega escapes where it writes text."""
    drawn = (
        chart.configure(
            aria=False, background="transparent", font="system-ui, sans-serif", padding=4
        )
        .configure_axis(
            labelColor=INK,
            titleColor=INK,
            tickColor=FAINT,
            domainColor=FAINT,
            gridColor=FAINT,
            gridOpacity=0.7,
            titleFontWeight="normal",
            labelLimit=140,
        )
        .configure_axisY(minExtent=40)
        .configure_view(stroke=None)
    )
    # Its marks have no names of their own: the page says beside it what it shows.
    return Markup(_vega.svg(drawn).replace("<svg ", '<svg aria-hidden="true" ', 1))
