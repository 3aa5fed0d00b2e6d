"""Which cells a question is asked about: of whom, where, and who refuses."""

import pytest

from xentbench import claims, posing
from xentbench.default import MAIN

PARAMETERS = {"cell", "implementation_name"}  #: that a question is asked once for each value of


def parametrize(metafunc: pytest.Metafunc, run) -> None:
    """Ask *metafunc*, where it is a question, of every cell that *run* leaves to it."""
    heats = metafunc.definition.get_closest_marker("heats")
    skipped = metafunc.config.getoption("benchmark_skip") and not run.timed_only
    if run.timed_only if heats is None else skipped:
        _ask(metafunc, [])
    elif heats is not None:
        _ask(metafunc, map(str, run.selection.heats(heats.kwargs)))
    elif "cell" in metafunc.fixturenames:
        _ask(metafunc, _cells(metafunc, run, _own(metafunc.definition)))
    elif "implementation_name" in metafunc.fixturenames:
        _ask(metafunc, _names(_question(metafunc), run.selection))


def _own(definition) -> list[dict] | None:
    """The axes of the question's own marks, all of which are asked, or else of its file's one."""
    nearest = definition.get_closest_marker("axes")
    if nearest is None:
        return None
    own = [mark for mark in definition.own_markers if mark.name == "axes"]
    return [mark.kwargs for mark in own or [nearest]]


def _cells(metafunc, run, own):
    told, asked = set(), _question(metafunc)
    for cell in run.selection.cells(asked, own):
        implementation = run.selection.known[cell.implementation]
        if not (run.wanted(asked, cell) and posing.asked(asked, cell, implementation)):
            continue
        if refusal := claims.refusal(implementation, cell):
            # of other losses than the main one once for all regimes and shapes
            once = cell.implementation, cell.loss, cell.device, refusal
            if cell.loss == MAIN or once not in told:
                run.refused.append((asked, cell, refusal))
            told.add(once)
        else:
            yield str(cell)


def _names(question, selection):
    """Where other questions are named, only those who cannot be asked them."""
    named = selection.named["question"]
    for implementation in selection.asked:
        if not named or question in named or implementation not in selection.able:
            yield implementation.name


def _ask(metafunc, values) -> None:
    for parameter in PARAMETERS & {*metafunc.fixturenames}:
        found = list(values)
        metafunc.parametrize(parameter, found, ids=found)


def _question(metafunc) -> str:
    return metafunc.function.__name__.removeprefix("test_")
