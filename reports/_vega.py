"""Figures: from values and a chart to SVG, the same way in every report."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

import altair
import vl_convert

_VEGALITE = "6.1"  #: of those that vl-convert brings, the one that altair writes for


def data(values: Iterable[Mapping[str, Any]]) -> altair.InlineData:
    """JSON has no NaN and no infinities; they are not drawn."""
    return altair.InlineData(
        values=[{name: _plain(value) for name, value in each.items()} for each in values]
    )


def svg(chart: altair.TopLevelMixin) -> str:
    return str(vl_convert.vegalite_to_svg(chart.to_dict(), vl_version=_VEGALITE))


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value
