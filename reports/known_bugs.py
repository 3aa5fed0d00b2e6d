"""Bugs that other code did have, each with the question that catches it, in Markdown."""

from collections.abc import Iterator

from reports import _bugs
from reports._markup import table, table_of_markup, text
from reports._numbers import count
from reports._reading import Run

LEAD = (
    "A question stands beside each, and a fault: an implementation that commits the same on "
    "purpose and that the question catches. What is out of reach says why."
)


def render(run: Run) -> str:
    """Every bug by its category, and which of the questions this run did ask."""
    return "\n\n".join(_blocks(run)) + "\n"


def _blocks(run: Run) -> Iterator[str]:
    found, asked = _bugs.bugs(), _bugs.asked(run.records)
    yield "# Known bugs"
    yield "\n".join(f"- {text(sentence)}" for sentence in _bugs.summary(found))
    yield LEAD
    for category, some in _bugs.by_category(found).items():
        yield f"## {text(category)}: {count(len(some), 'bug')}"
        yield table_of_markup(
            ["source", "year", "loss", "what went wrong", "what asks for it"],
            [
                [
                    f"[{text(bug.source)}]({bug.url})",
                    *map(text, (str(bug.year), bug.loss, bug.wrong, bug.told)),
                ]
                for bug in some
            ],
        )
    named = dict.fromkeys(question for bug in found for question in bug.questions)
    yield "## In this run"
    yield table(
        ["question", "bugs", "did not pass it"],
        [
            [
                f"`{question}`",
                str(sum(question in bug.questions for bug in found)),
                (", ".join(asked[question]) or "nobody") if question in asked else "not asked",
            ]
            for question in named
        ],
    )
