"""A budget of seconds: which heats fit into it, and which have to be left out."""

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from suites.formats import FORMATS
from suites.grids import GRIDS
from xentbench import default
from xentbench.plan import numbers

UNITS = {"s": 1, "m": 60, "h": 3600}
QUESTIONS = (
    "forward_backward",
    "forward",
    "forward_backward_given_buffer",
    "forward_backward_of_ones",
)
DTYPES = ("float32", "bfloat16", *FORMATS)


@dataclass(frozen=True)
class Heat:
    """One question at one place, whoever is asked it."""

    question: str
    loss: str
    regime: str
    dtype: str
    shape: str
    device: str


@dataclass(frozen=True)
class Fit:
    """What a budget left of the heats that were planned, in the order in which they are run."""

    seconds: float
    kept: tuple[Heat, ...]
    dropped: tuple[Heat, ...] = ()

    def __str__(self) -> str:
        number, whole = len(self.kept), len(self.kept) + len(self.dropped)
        rest = f", and none for {'; '.join(names(self.dropped))}" if self.dropped else ""
        return f"A budget of {duration(self.seconds)} has room for {number} of {whole} heats{rest}."


def seconds(text: str) -> float:
    """Of "90s", "5m" or "1h"; for argparse."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)([smh])", text)
    if not found or not float(found[1]):
        raise argparse.ArgumentTypeError(
            f"{text}: give a number and s, m or h, as in 90s, 5m or 1h"
        )
    return float(found[1]) * UNITS[found[2]]


def duration(number: float) -> str:
    """As one would say it: 42 s, 5 min, 2 min 25 s, 1 h 20 min."""
    minutes, rest = divmod(round(number), 60)
    if minutes < 10:
        parts = {"min": minutes, "s": rest}
    else:
        hours, minutes = divmod(round(number / 60), 60)
        parts = {"h": hours, "min": minutes}
    return " ".join(f"{n} {unit}" for unit, n in parts.items() if n) or "0 s"


def choose(
    heats: Sequence[Heat], estimates: Sequence[float], budget: float, starting: float,
    grids: Sequence[str] = (),
) -> Fit:  # fmt: skip
    """Heats whose seconds are within *budget*, of which *starting* is spent on processes.

    They are taken from the most informative on, each if it still fits, so that the same heats
    with the same estimates always give the same choice. A heat is taken as it is or not at all:
    whoever would be left out of it would look as if nobody had to be compared with them.

    Most informative is what departs in the fewest ways from a training step of an untrained
    network in float32 at the smallest, the largest and the middle shape of a grid. These three
    show what a call costs, what memory costs, and whether it goes straight between them. Then
    comes what is one step away: bfloat16 first, because accumulators and traffic change with it;
    then the other shapes, which mostly lie between the three; forward alone, which is a part of
    what is known by then; the upstream gradient of ones; and peaked logits, which only matter
    to who branches on them. Raises `UsageError` where no heat fits.
    """
    left, kept = budget - starting, []
    places = dict(zip(heats, estimates, strict=True))
    for heat in informative_first(heats, grids):
        if places[heat] <= left:
            left -= places[heat]
            kept.append(heat)
    if not kept:
        shortest = starting + min(estimates)
        raise pytest.UsageError(
            f"--budget: {duration(budget)} is too little for any heat; the shortest takes an "
            f"estimated {duration(shortest)}, of which {duration(starting)} to start processes. "
            "`--implementation` leaves fewer to start."
        )
    return Fit(
        budget,
        tuple(heat for heat in heats if heat in kept),
        tuple(heat for heat in heats if heat not in kept),
    )


def informative_first(heats: Sequence[Heat], grids: Sequence[str] = ()) -> list[Heat]:
    """In the order that `choose` explains; grids take turns, in the order of *grids*."""
    shapes = [GRIDS[name].shape for name in grids] or [tuple(heat.shape for heat in heats)]
    ladders = [_ladder(set(grid) & {heat.shape for heat in heats}) for grid in shapes]

    def rank(heat: Heat) -> tuple[int, ...]:
        ranks = [ladder.index(heat.shape) for ladder in ladders if heat.shape in ladder]
        rung = min(ranks)
        steps = (
            int(heat.regime != default.ORDINARY),
            QUESTIONS.index(heat.question),
            int(rung > 2),
            DTYPES.index(heat.dtype),
        )
        other = (int(heat.loss != default.MAIN), int(heat.device != "cpu"))
        return sum(steps) + other[0], *other, *steps, rung

    return sorted(heats, key=rank)  # is stable, so that ties stand as they are planned


def _ladder(shapes: set[str]) -> list[str]:
    """The smallest, the largest, the middle one, and then from small to large."""
    ordered = sorted(shapes, key=lambda shape: (_entries(shape), shape))
    if not ordered:
        return []
    first = [ordered[0], ordered[-1], ordered[len(ordered) // 2]]
    return list(dict.fromkeys([*first, *ordered]))


def _entries(shape: str) -> int:
    rows, classes = numbers(shape)
    return rows * classes


def names(heats: Sequence[Heat]) -> list[str]:
    """Heats by name: those at the same shapes together."""
    shapes: dict[tuple[str, str], list[str]] = {}
    for heat in heats:
        loss = f" of {heat.loss}" * (heat.loss != default.MAIN)
        device = f" on {heat.device}" * (heat.device != "cpu")
        logits = f"{heat.regime} {heat.dtype}{device}"
        shapes.setdefault((heat.question + loss, logits), []).append(heat.shape)
    groups: dict[tuple[str, ...], list[str]] = {}
    for (question, logits), found in shapes.items():
        groups.setdefault((question, *found), []).append(logits)
    return [
        f"{question} of {', '.join(logits)} at {' '.join(found)}"
        for (question, *found), logits in groups.items()
    ]
