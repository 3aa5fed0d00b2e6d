"""The whole report in Markdown, for a job summary, a pull request or an archive.

A job summary is cut at 1 MiB, so the lists of single cells stop at a size of their own.
"""

from collections.abc import Iterator

from reports import _failures, _followed, _largest, _places, _provenance, _tables, _totals, _traps
from reports._agreement import agreements
from reports._markup import code, table, text, within
from reports._matrix import matrices
from reports._numbers import count, duration
from reports._ranking import gentle_first, standings
from reports._reading import Run
from reports._record import STATUSES, VERDICTS, Status
from reports._scoreboard import scoreboard
from reports._sentences import sentence
from reports._suspects import by_implementation
from reports._verdicts import CODES, MARKS

FILE = "summary.md"

_ROOM = 400_000  #: bytes for the failures


def render(run: Run) -> str:
    """The text of the report."""
    sections = (
        _heading(run), _scoreboard(run), _largest.section(run.records), _followed.breaks(run),
        _places.section(run), _failed(run), _suspected(run), _known(run),
        _traps.section(run.records), _matrices(run), _agreement(run), _followed.training(run),
        _questions(run), _not_asked(run), _legend(), _facts(run),
    )  # fmt: skip
    return "\n\n".join(block for section in sections for block in section) + "\n"


def _heading(run: Run) -> Iterator[str]:
    yield "# Cross-entropy: which implementation can be trusted"
    yield text(_provenance.line(run))
    for warning in run.warnings:
        yield f"> **Warning:** {text(warning)}"
    if narrowed := _provenance.narrowed(run):
        yield f"> {text(narrowed)}"
    yield _totals.statuses(run.records)


def _scoreboard(run: Run) -> Iterator[str]:
    board = scoreboard(run)
    if not board.rows:
        yield "No cell was asked."
        return
    yield "## Scoreboard"
    yield table(board.columns, board.rows)
    yield text(board.caption)
    gentle = gentle_first(run.records)
    found = (sentence(standing, gentle) for standing in standings(run.records))
    yield "\n".join(f"- {text(line)}" for line in found)


def _failed(run: Run) -> Iterator[str]:
    groups = _failures.alike(run.records, "failed")
    if groups:
        yield "## Failed"
        share = _ROOM // len(groups)
        yield from within(
            [_tables.failures(group, share) for group in groups], _ROOM, "kinds of failures"
        )


def _suspected(run: Run) -> Iterator[str]:
    """Known failures have their causes in the implementations' own files."""
    found = by_implementation(record for record in run.records if record.status != "known failure")
    if found:
        yield "## Causes"
        yield "What the failures suggest: those which pass count as much as those which fail."
        lines = [
            (s.implementation, s.sentence, s.command) for group in found.values() for s in group
        ]
        rows = [[name, says, code(command)] for name, says, command in lines]
        yield table(["implementation", "cause", "asks it again"], rows)


def _known(run: Run) -> Iterator[str]:
    groups = _failures.by_reason(run.records, "known failure")
    if groups:
        yield "## Known failures"
        yield STATUSES["known failure"]
        yield _tables.reasons(groups)
    if stale := _totals.stale(run.footers):
        yield "## Stale known failures"
        yield "A whole run shows these to be out of date: strike them off."
        yield "\n".join(f"- {code(sentence)}" for sentence in stale)


def _matrices(run: Run) -> Iterator[str]:
    names = [standing.implementation for standing in standings(run.records)]
    for index, matrix in enumerate(matrices(run.records, names)):
        if index == 0:
            yield "## Regimes"
            yield (
                "The worst verdict over the shapes and the largest known error in ulp. **Bold** "
                "failed, (known) is a known failure, n/a had nothing to judge."
            )
        yield f"### {text(matrix.title)}"
        yield _tables.matrix(matrix)


def _agreement(run: Run) -> Iterator[str]:
    for index, agreement in enumerate(agreements(run.records)):
        if index == 0:
            yield "## Agreement"
            yield (
                "How far the gradients of two implementations lie apart on a small panel: the "
                "largest distance of two entries in ulp of the larger one. Two that agree can "
                "both be wrong."
            )
        yield f"### In {agreement.dtype}"
        yield _tables.agreement(agreement)


def _questions(run: Run) -> Iterator[str]:
    if run.records:
        yield "## Questions"
        yield "Cells passed of cells asked."
        yield _tables.questions(standings(run.records))


def _not_asked(run: Run) -> Iterator[str]:
    kinds: dict[Status, str] = {"skipped": "Skipped", "unsupported": "Unsupported"}
    for status, title in kinds.items():
        groups = _failures.by_reason(run.records, status)
        if groups:
            yield f"## {title}"
            yield STATUSES[status]
            yield _tables.reasons(groups)
    if left_out := (*_totals.elsewhere(run), *_totals.left_out(run.footers)):
        yield "## Left out"
        yield "\n".join(f"- {text(line)}" for line in left_out)


def _legend() -> Iterator[str]:
    yield "## Words"
    yield "Verdicts, from best to worst:"
    yield table(["code", "verdict", "says"], [[CODES[v], v, says] for v, says in VERDICTS.items()])
    yield "Statuses:"
    yield table(["status", "says"], list(STATUSES.items()))
    yield "Marks, of what passes all the same:"
    yield table(["mark", "says"], list(MARKS.items()))


def _facts(run: Run) -> Iterator[str]:
    spent = [[name, duration(seconds)] for name, seconds in _totals.seconds(run.footers).items()]
    if spent:
        yield "## Time"
        yield table(["spent on", "time"], spent)
    yield "## Provenance"
    paths = dict.fromkeys(run.paths)
    listed = ", ".join(code(str(path)) for path in paths)
    yield f"Rendered from {count(len(paths), 'file')}: {listed}."
    for name, content in _provenance.facts(run).items():
        yield f"### {name.replace('_', ' ').capitalize()}"
        yield table(["fact", "value"], list(content.items()))
