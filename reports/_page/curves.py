"""One training as a figure: the losses of all who took part, over the certified ones."""

import math
from collections.abc import Iterable, Iterator
from typing import Any

import altair
from markupsafe import Markup

from reports._page.drawing import INK, axis, svg
from reports._trainings import Course, Panel
from reports._vega import chart

_WIDTH, _HEIGHT = 300, 180
_LINE = 12  #: of the names, which are stacked above the curves
_NAMES = 0.35  #: of the height of the curves is left for them
_RIGHT, _WRONG = "var(--right)", "var(--wrong)"


def figure(panel: Panel) -> Markup:
    """A broad band for the certified training, thin lines for the others, names for the wrong."""
    first = panel.courses[0].training
    truth = list(_points("", first.certified_curve, first.every))
    lines = [p for c in panel.courses if not c.wrong for p in _course(c)]
    wrong = [p for c in panel.courses if c.wrong for p in _course(c)]
    seen = [point["loss"] for point in (*truth, *lines, *wrong)] or [1.0]
    losses = axis(seen, room=1.4 * (max(seen) / min(seen)) ** _NAMES)
    steps = altair.Scale(domain=[0, first.steps], nice=False)

    def lined(values: list[dict[str, Any]]) -> altair.Chart:
        return chart(values).encode(
            x=altair.X("step:Q", title="step", scale=steps, axis=altair.Axis(tickCount=6)),
            y=altair.Y(
                "loss:Q",
                title="mean loss",
                scale=losses.scale,
                axis=altair.Axis(values=losses.ticks, format="~g"),
            ),
            detail=altair.Detail("name:N"),  # of a bare name altair would look up the class
        )

    ends = _together(end for c in panel.courses if c.wrong for end in _end(c))
    for place, end in enumerate(ends):
        end["line"] = losses.number(1 - _LINE * (place + 0.5) / _HEIGHT)
    rules = lined(ends).mark_rule(color=_WRONG, opacity=0.5, strokeDash=[2, 2])
    layers = [
        lined(truth).mark_line(color=_RIGHT, strokeWidth=7, opacity=0.3, strokeCap="round"),
        lined(lines).mark_line(color=INK, strokeWidth=1, opacity=0.6),
        lined(wrong).mark_line(color=_WRONG, strokeWidth=1.6),
        rules.encode(y=altair.Y("loss:Q", scale=losses.scale), y2=altair.Y2("line:Q")),
        lined(ends).mark_point(
            shape="cross", angle=45, filled=True, size=110, opacity=1, color=_WRONG
        ),
        *(
            lined([end for end in ends if (2 * end["step"] > first.steps) == late])
            .mark_text(align="right" if late else "left", dx=dx, fontSize=10, color=INK)
            .encode(y=altair.Y("line:Q", scale=losses.scale), text=altair.Text("label:N"))
            for late, dx in ((False, 4), (True, -4))
        ),
    ]
    return svg(altair.layer(*layers).properties(width=_WIDTH, height=_HEIGHT))


def _course(course: Course) -> Iterator[dict[str, Any]]:
    return _points(course.name, course.training.curve, course.training.every)


def _points(name: str, curve: tuple[float, ...], every: int) -> Iterator[dict[str, Any]]:
    """Each in the middle of the steps that it is the mean of; none where that is no number."""
    for place, loss in enumerate(curve):
        if 0 < loss < math.inf:
            yield {"name": name, "step": (place + 0.5) * every, "loss": loss}


def _end(course: Course) -> Iterator[dict[str, Any]]:
    """Where NaN first appears; where it never does, the end."""
    points = list(_course(course))
    step, label = course.training.nonfinite, f"{course.name}: {course.brief}"
    if points and step is None:
        yield {**points[-1], "label": label}
    elif points:
        yield {**points[-1], "step": step, "label": label}


def _together(ends: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those that broke at the same step share a mark and a name."""
    found: dict[tuple[float, str], dict[str, Any]] = {}
    for end in ends:
        name, _, what = end["label"].partition(": ")
        other = found.setdefault((end["step"], what), end)
        if other is not end:
            other["label"] = f"{other['label'].partition(': ')[0]}, {name}: {what}"
    return list(found.values())
