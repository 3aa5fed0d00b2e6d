"""A plugin that asks each fault what it names itself: where it is caught, and where innocent.

What else it answers is looked at by nobody, and takes time, the more so the more faults there
are. Whoever is no fault is asked what any fault of its framework is asked.
"""

import re
from collections.abc import Iterable
from fnmatch import translate
from functools import cache

import pytest

from suites.meta._faults import FAULTS, PLACES, globs
from xentbench.run import RUN


@pytest.hookimpl(trylast=True)
def pytest_configure(config):
    config.stash[RUN].wanted = lambda question, cell: (
        _of(cell.implementation).match(path := cell.path(question)) and PLACE.match(path)
    )


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(translate, dict.fromkeys(patterns))))


PLACE = _any(PLACES)


@cache
def _of(name: str) -> re.Pattern[str]:
    """All cells that are asked of this implementation."""
    alike = [f for f in FAULTS.values() if f["FRAMEWORK"] == name.partition("_")[0]]
    asked = [FAULTS[name]] if name in FAULTS else alike
    return _any(glob for fault in asked for glob in globs(fault))
