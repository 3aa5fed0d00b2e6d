"""Figures: from values to a chart, and from a chart to SVG, the same way in every report."""

from collections.abc import Iterable
from typing import Any

import altair
import vl_convert

_VEGALITE = "6.1"  #: of those that vl-convert brings, the one that altair writes for


def chart(values: Iterable[dict[str, Any]]) -> altair.Chart:
    """Neither NaN nor infinities are drawn: JSON has none.

    A tuple, since altair copies what stands in a list at every step.
    """
    return altair.Chart(altair.InlineData(values=tuple(values)))


def svg(drawn: altair.TopLevelMixin) -> str:
    """Its parts were checked when they were made, so the whole is not."""
    drawing = drawn.to_dict(validate=False)
    return str(vl_convert.vegalite_to_svg(drawing, vl_version=_VEGALITE))
