"""What pytest has collected, in our words: the question of an item, and its cell."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from xentbench.asking import PARAMETERS
from xentbench.plan import Cell

SUITES = Path(__file__).parents[1] / "suites"


def question(item: pytest.Item) -> str | None:
    """The question that this item asks; None for a test of another kind."""
    ours = item.path.parent == SUITES and _params(item).keys() & PARAMETERS
    return item.function.__name__.removeprefix("test_") if ours else None  # type: ignore[attr-defined]


def cell(item: pytest.Item) -> Cell:
    params = _params(item)
    if "cell" in params:
        return Cell.parse(params["cell"])
    return Cell(params["implementation_name"], "", "", "", "", "")


def heated(item: pytest.Item) -> bool:
    """Is it timed?"""
    return item.get_closest_marker("heats") is not None


def timed(items: Iterable[pytest.Item]) -> list[tuple[str, Cell]]:
    """Questions and cells of those that are."""
    return [(str(question(item)), cell(item)) for item in items if heated(item)]


def unasked(item: pytest.Item) -> bool:
    """Pytest's stand-in for a question that the command line left without a cell."""
    params = _params(item)
    return any(name in params and not isinstance(params[name], str) for name in PARAMETERS)


def _params(item: pytest.Item) -> dict:
    return getattr(getattr(item, "callspec", None), "params", {})
