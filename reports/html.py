"""The whole report as one page that needs no network, and no JavaScript to be read."""

from collections.abc import Callable, Iterable
from typing import Any

from reports import _bugs, _provenance, _reaches, _roofs, _telling, _totals, _trainings, _weights
from reports._agreement import agreements
from reports._cases import FEW
from reports._failures import by_reason
from reports._matrix import by_loss, matrices
from reports._numbers import (
    between,
    count,
    duration,
    metric,
    multiple,
    percent,
    place,
    short,
    whole,
)
from reports._page import curves, frontier, kinds, spread
from reports._page.advice import advice, caveats, leaders
from reports._page.board import board
from reports._page.cases import cases
from reports._page.cells import address, content
from reports._page.contract import contract
from reports._page.marks import GLYPHS, NO_ANSWER, mark
from reports._page.markup import page
from reports._page.speed import heats
from reports._ranking import gentle_first, standings
from reports._reading import Run
from reports._record import STATUSES, VERDICTS
from reports._sentences import sentence
from reports._suspects import by_implementation
from reports._traps import traps
from reports._verdicts import CODES, MARKS, STATUS_MARKS, TIMED, dtypes

FILE = "report.html"


def render(run: Run) -> str:
    """The text of the page."""
    found = cases(run.records)
    ordered = standings(run.records)
    gentle = gentle_first(run.records)
    names = [standing.implementation for standing in ordered]
    wrong = kinds.kinds(run.records)
    raced = heats(run.records)
    trained = _trainings.panels(run.records, names)
    anchors = kinds.anchors(wrong)
    spent = _totals.seconds(run.footers)
    time = {"time": {name: duration(seconds) for name, seconds in spent.items()}} if spent else {}
    filters = {
        "advice": advice, "caveats": caveats, "leaders": leaders, "mark": mark, "short": short,
        "count": count, "duration": duration, "metric": metric, "times": multiple,
        "between": between, "place": place, "percent": percent, "whole": whole,
        "race_figure": spread.figure, "training_figure": curves.figure, "address": address,
        "share": _roofs.share, "nearer": _roofs.nearer,
        "bound": _roofs.bound, "peak": _weights.peak,
        "anchor": lambda record: anchors.get(id(record)),
    }  # fmt: skip
    return page(
        filters,
        {
            "run": run,
            "line": _provenance.line(run),
            "facts": _provenance.facts(run) | time,
            "narrowed": _provenance.narrowed(run),
            "statuses": _totals.statuses(run.records),
            "spent": spent,
            "left_out": (*_totals.elsewhere(run), *_totals.left_out(run.footers)),
            "stale": _totals.stale(run.footers),
            "cases": found,
            "few": FEW,
            "sentences": [(s.implementation, sentence(s, gentle)) for s in ordered],
            "board": board(run),
            "reaches": _reaches.tables(run.records, names),
            "parameters": _telling.PARAMETERS,
            "matrices": matrices(run.records, names),
            "losses": by_loss(run.records, names),
            "traps": traps(run.records),
            "contract": contract(run.records, names),
            "kinds": _grouped(wrong, lambda kind: kind.group.implementation),
            "suspects": by_implementation(r for r in run.records if r.status != "known failure"),
            "agreements": agreements(run.records),
            "trainings": trained,
            "training_sentences": [
                *_trainings.broken(trained, names),
                *_trainings.harmless(trained, names),
            ],
            "heats": raced,
            "places": _grouped(
                sorted(raced, key=lambda heat: list(TIMED).index(heat.race.question)),
                lambda heat: (heat.race.device, heat.race.dtype),
            ),
            "frontiers": [(c, figure) for c in found if (figure := frontier.figure(c))],
            "bugs": _bugs.by_category(_bugs.bugs()),
            "bug_sentences": _bugs.summary(_bugs.bugs()),
            "asked": _bugs.asked(run.records),
            "skipped": {s: by_reason(run.records, s) for s in ("skipped", "unsupported")},
            "implementations": names,
            "dtypes": dtypes(run.records),
            "devices": list(dict.fromkeys(case.device for case in found)),
            "shapes": _shapes(run),
            "verdicts": VERDICTS,
            "codes": CODES,
            "glyphs": GLYPHS,
            "no_answer": NO_ANSWER,
            "status_words": STATUSES,
            "marks": MARKS,
            "status_marks": STATUS_MARKS,
            "cells": content(run.records),
        },
    )


def _shapes(run: Run) -> list[str]:
    """Those of the matrices, in the order of the records."""
    return list(dict.fromkeys(r.shape for r in run.records if r.shape and r.question not in TIMED))


def _grouped(found: Iterable[Any], key: Callable[[Any], Any]) -> dict[Any, list[Any]]:
    """In the order in which the keys occur."""
    groups: dict[Any, list[Any]] = {}
    for each in found:
        groups.setdefault(key(each), []).append(each)
    return groups
