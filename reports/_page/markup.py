"""Templates to text: everything is escaped, and code between backticks is set as code."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from reports._page.cells import as_json

_HERE = Path(__file__).parent
_STYLES = ("theme.css", "page.css", "tables.css", "traps.css", "drawer.css")
_SCRIPTS = ("state.js", "shapes.js", "filters.js", "sorting.js", "drawer.js", "start.js")


def page(filters: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    """The whole document in one text, which needs nothing besides it."""
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        prose=prose, command=command, breakable=breakable, json=json, **filters
    )
    template = environment.get_template("page.html")
    return template.render(values, styles=_joined(_STYLES), scripts=_joined(_SCRIPTS))


def prose(text: str) -> Markup:
    """Text whose names stand between backticks, as everywhere in the reports."""
    parts = re.split(r"`([^`]+)`", text)
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if place % 2 else escape(part)
        for place, part in enumerate(parts)
    )


def command(text: str) -> Markup:
    """What to type, each option in one piece wherever the line is broken."""
    pieces = re.split(" (?=--)", text)
    return Markup(" ").join(Markup("<span>{}</span>").format(piece) for piece in pieces)


def breakable(name: str) -> Markup:
    """A name that may be broken behind its underscores."""
    return Markup("_<wbr>").join(escape(part) for part in name.split("_"))


def json(value: Any) -> Markup:
    """For a script element: `as_json` leaves nothing in it that could end one."""
    return Markup(as_json(value))


def _joined(names: tuple[str, ...]) -> Markup:
    """Our own files, which are markup already."""
    return Markup("\n".join((_HERE / "assets" / name).read_text("utf-8") for name in names))
