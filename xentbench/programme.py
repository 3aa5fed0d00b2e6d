"""Where what is timed is timed: by default, with `--full`, or in the grids that are named."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any

import pytest

from suites import regimes
from suites.grids import GRIDS
from suites.rotation import block
from xentbench.plan import Choice, Place, numbers, provoked


def heats(choice: Choice, own: Mapping[str, Any], device: str) -> list[Place]:
    """Where a question about speed is asked: at its *own* axes, of which `full` has more.

    An axis named on the command line replaces them: any regime, dtype and shape can be timed.
    What is `seldom` asked is asked if either is named. A `rare` question is asked nowhere unless
    it is named itself, or all is asked. Grids take the place of all that, and named axes narrow
    them.
    """
    axes = dict(own)
    more, seldom = axes.pop("full"), axes.pop("seldom", ())
    if axes.pop("rare", False) and not (choice.full or choice.grid or choice.question):
        return []
    if choice.grid:
        return list(_timeable(_gridded(choice)))
    if choice.full or choice.dtype or choice.shape:
        seldom = ()
    if choice.full:
        axes |= more.get(device, {})
    named = (getattr(choice, axis) or axes[axis] for axis in ("regime", "dtype", "shape"))
    return [place for place in _timeable(product(*named)) if place[1:] not in seldom]


def check(choice: Choice) -> None:
    """Raises `UsageError` where nothing could be timed."""
    if choice.grid and choice.full:
        raise pytest.UsageError("--full has shapes of its own: leave it out, or --grid.")
    if choice.grid and not any(_gridded(choice)):
        raise pytest.UsageError(
            f"{' and '.join(choice.grid)}: no place of --grid is in the --regime, --dtype and "
            "--shape that are named. `pytest --grid NAME --plan` shows those that there are."
        )


def _gridded(choice: Choice) -> Iterator[Place]:
    """Of the named grids what the named axes leave, each place once."""
    found = dict.fromkeys(place for grid in choice.grid or () for place in GRIDS[grid].places)
    named = choice.regime, choice.dtype, choice.shape
    for place in found:
        if all(not values or value in values for values, value in zip(named, place, strict=True)):
            yield place


def _timeable(places: Iterable[Place]) -> Iterator[Place]:
    """Those whose regime has something to ask of the rows that are drawn."""
    for regime, dtype, shape in places:
        rows, classes = block(numbers(shape))
        if regime in regimes.catalogue() and not provoked(regime, dtype, f"{rows}x{classes}"):
            yield regime, dtype, shape
