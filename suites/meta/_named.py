"""A plugin that asks each implementation the cells that its own list names, and no others.

Of a fault those in which it says that it is caught or innocent, and of whoever is neither a fault
nor right in an unusual way what any fault of its framework is asked. What else they would answer
is looked at by nobody, and takes time, the more so the more there are.
"""

import re
from collections.abc import Iterable
from fnmatch import translate
from functools import cache

import pytest

from suites.meta import _faults, _unusual
from xentbench.run import RUN


@pytest.hookimpl(trylast=True)
def pytest_configure(config):
    config.stash[RUN].wanted = lambda question, cell: wanted(
        cell.implementation, cell.path(question)
    )


def wanted(name: str, path: str) -> bool:
    """Is this cell asked of it?"""
    if name in _unusual.PATHS:
        return bool(_unusual_places(name).match(path))
    return bool(_fault_places(name).match(path) and _ASKED.match(path))


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(translate, dict.fromkeys(patterns))))


_ASKED = _any(_faults.PLACES)


@cache
def _fault_places(name: str) -> re.Pattern[str]:
    return _any(_faults.places(name))


@cache
def _unusual_places(name: str) -> re.Pattern[str]:
    return _any(_unusual.places(name))
