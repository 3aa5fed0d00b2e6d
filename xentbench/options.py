"""The options that the plugin adds to pytest's."""

from pathlib import Path

import pytest

from suites.grids import GRIDS
from xentbench import budget
from xentbench.selection import AXES


def add(parser: pytest.Parser) -> None:
    """Under the heading "xentbench" of `pytest --help`."""
    group = parser.getgroup("xentbench", "xentbench: what is asked, and of whom")
    for axis, what in AXES.items():
        group.addoption(f"--{axis}", action="append", metavar=axis.upper(), help=what)
    group.addoption(
        "--full", action="store_true", help="every regime, dtype and shape, and what is rare"
    )
    group.addoption(
        "--grid", action="append", metavar="GRID", help="time in this grid: " + _grids()
    )
    group.addoption(
        "--budget", type=budget.seconds, metavar="TIME",
        help="time what is most informative of it in so much time: 90s, 5m or 1h",
    )  # fmt: skip
    group.addoption("--seed", type=int, default=0, help="of the cases (default: 0)")
    group.addoption(
        "--implementations", action="append", metavar="SOURCE",
        help="look for more in this directory, .py file or package.module; --implementations=PATH, "
        "with the sign, where the path leads out of this folder",
    )  # fmt: skip
    group.addoption(
        "--require", action="append", metavar="FRAMEWORK",
        help="not installed is a failure for this framework",
    )  # fmt: skip
    group.addoption(
        "--python", action="append", metavar="WHO=PATH", default=[],
        help="time the implementations of a framework, or those that match a glob, with that "
        "interpreter; the longest glob counts",
    )  # fmt: skip
    group.addoption(
        "--leave-out", action="append", metavar="WHO,...=WHY", default=[],
        help="do not ask those of these frameworks, or that match these globs; the reports say why",
    )  # fmt: skip
    group.addoption(
        "--share", metavar="NAME=GLOB",
        help="ask only those that match, as a whole run whose results are called NAME",
    )  # fmt: skip
    group.addoption(
        "--threads", type=int, metavar="N",
        help="that each timed implementation may use (default: one for each usable core)",
    )  # fmt: skip
    group.addoption(
        "--results",
        type=Path,
        metavar="FILE",
        help="write the records here (--results=FILE outside of this folder)",
    )
    group.addoption("--list", action="store_true", help="the values of each axis, and exit")
    group.addoption("--plan", action="store_true", help="what would be asked or timed, and exit")


def check(config: pytest.Config) -> None:
    """Grids and a budget are about speed, so they ask nothing else. Raises `UsageError`."""
    named = [name for name in ("grid", "budget") if config.getoption(name)]
    if named and config.option.benchmark_skip and not config.option.benchmark_only:
        raise pytest.UsageError(f"--{named[0]} is about what is timed: `nox -s throughput`.")
    if named and not config.option.benchmark_disable:
        config.option.benchmark_only = True


def _grids() -> str:
    return "; ".join(f"{name}, {grid.about}" for name, grid in GRIDS.items())
