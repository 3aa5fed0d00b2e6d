"""The options that the plugin adds to pytest's."""

from pathlib import Path

import pytest

from xentbench.selection import AXES


def add(parser: pytest.Parser) -> None:
    """Under the heading "xentbench" of `pytest --help`."""
    group = parser.getgroup("xentbench", "xentbench: what is asked, and of whom")
    for axis, what in AXES.items():
        group.addoption(f"--{axis}", action="append", metavar=axis.upper(), help=what)
    group.addoption("--full", action="store_true", help="every regime in every dtype and shape")
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
        "--python", action="append", metavar="FRAMEWORK=PATH", default=[],
        help="time the implementations of this framework with that interpreter",
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
    group.addoption("--plan", action="store_true", help="the cells that would be asked, and exit")
