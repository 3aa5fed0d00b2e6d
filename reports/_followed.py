"""Sections of the Markdown report about what goes on for a while: rays, and trainings."""

from collections.abc import Iterator

from reports import _markup, _reaches, _tables, _trainings
from reports._markup import table
from reports._ranking import standings
from reports._reading import Run


def breaks(run: Run) -> Iterator[str]:
    names = [standing.implementation for standing in standings(run.records)]
    for index, found in enumerate(_reaches.tables(run.records, names)):
        if index == 0:
            yield "## Where it breaks"
            yield (
                "Along each ray one number grows, and these are the first known points at which "
                "an answer is worse than COND: of the value, then of the gradient."
            )
        yield f"### Breaks of {_markup.text(found.title)}"
        yield _tables.reaches(found)


def training(run: Run) -> Iterator[str]:
    names = [standing.implementation for standing in standings(run.records)]
    if found := _trainings.panels(run.records, names):
        yield "## Training"
        yield (
            "How much of what a certified training learns is learned with each loss, or the step "
            "at which NaN or infinity first appears."
        )
        yield table(*_trainings.rows(found, names))
        told = [*_trainings.broken(found, names), *_trainings.harmless(found, names)]
        yield "\n".join(f"- {_markup.text(line)}" for line in told)
