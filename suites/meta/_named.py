"""A plugin that asks each fault what it names itself: where it is caught, and where innocent.

What else it answers is looked at by nobody, and takes time, the more so the more faults there
are. Whoever is no fault is asked what any fault is asked.
"""

from fnmatch import fnmatchcase

import pytest

from suites.meta._faults import FAULTS, globs
from xentbench.items import cell, heated, question, unasked
from xentbench.run import RUN


@pytest.hookimpl(tryfirst=True)  # before it is counted what will be asked
def pytest_collection_modifyitems(config, items):
    run = config.stash[RUN]
    asked = {item: (question(item), cell(item)) for item in items if not unasked(item)}
    cells = [*asked.values(), *(told[:2] for told in run.refused)]
    named = {place.path(about) for about, place in cells if _is_named(about, place)}

    def kept(about, place):
        fault = place.implementation in FAULTS
        return _is_named(about, place) if fault else place.path(about) in named

    # a heat has all who are in it
    dropped = {item for item, found in asked.items() if not (heated(item) or kept(*found))}
    config.hook.pytest_deselected(items=[*dropped])
    items[:] = [item for item in items if item not in dropped]
    run.refused = [told for told in run.refused if kept(*told[:2])]


def _is_named(about, place):
    """Does the fault, if it is one, name this cell?"""
    fault = FAULTS.get(place.implementation)
    return fault is not None and any(fnmatchcase(place.path(about), glob) for glob in globs(fault))
