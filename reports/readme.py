"""The scoreboard of README.md, in Markdown: one table, one picture and how to read them."""

from dataclasses import replace
from pathlib import Path

from reports import _provenance
from reports._headline import few
from reports._markup import table, text
from reports._reading import Run
from reports._scoreboard import scoreboard

CAPTION = (
    "Forward and backward, one call: the median and the 20th to 80th percentile. Filled: the "
    "fastest that is right, or not certainly slower. Dashed: the least that moving the bytes "
    "takes. ~, ! and ?: as in the table."
)


def render(run: Run) -> str:
    """What stands between the markers; the picture is where `nox -s readme -- --write` puts it.

    Who is not installed where the results were made has no row: it has environments of its own.
    """
    results = run.paths[0].as_posix()
    answered = {r.implementation for r in run.records if r.status != "skipped"}
    pairs = zip(run.records, run.origins, strict=True)
    records, origins = zip(*(p for p in pairs if p[0].implementation in answered), strict=True)
    asked = replace(run, records=records, origins=origins)
    board = scoreboard(asked)
    blocks = [table(board.columns, board.rows), text(board.caption)]
    if few(run.records):
        blocks += [f"![What a call takes, by implementation and size]({picture(run.paths[0])})"]
        blocks += [text(CAPTION)]
    versions = ", ".join(dict.fromkeys(_provenance.frameworks(asked).values())).replace("+cpu", "")
    blocks += [f"With {text(versions)}; made from [{results}]({results})."]
    return "\n\n".join(blocks) + "\n"


def picture(results: Path) -> str:
    """Beside the results, and called like them."""
    return results.with_name(results.name.partition(".jsonl")[0] + ".svg").as_posix()
