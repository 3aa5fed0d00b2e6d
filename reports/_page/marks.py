"""What a cell of a matrix looks like: a glyph, a number and a colour, never colour alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from reports._numbers import short
from reports._verdicts import CODES, STATUS_MARKS, Worst

#: The fuller the better; what is wrong has corners.
GLYPHS: Mapping[str, str] = {
    "correctly rounded": "●",
    "faithful": "◕",
    "accurate": "◑",
    "conditioned": "◔",
    "absolute": "○",
    "inaccurate": "▲",
    "exceptional": "✖",
}
NO_ANSWER = "■"  #: failed without a verdict
BLANK = "\u2013"  #: nothing was judged


@dataclass(frozen=True)
class Mark:
    """What one cell looks like, and its words for who cannot see it."""

    css: str  #: `CR` to `EXC`, `none` for a failure without a verdict, `blank`; and `failed`
    glyph: str
    text: str
    says: str


def mark(worst: Worst | None) -> Mark:
    """Of the worst answer in the cell."""
    if worst is None:
        return Mark("blank", "", "", "not asked")
    record = worst.record
    status = "failed" if worst.failed else "known failure" if worst.known else ""
    suffix = f" {STATUS_MARKS[status]}" if status else ""
    css = CODES.get(record.verdict, "none") + " failed" * worst.failed
    if record.verdict:
        number = short(worst.error)
        says = f"{record.verdict}, {number} ulp, {status}".strip(", ")
        return Mark(css, GLYPHS[record.verdict], number + suffix, says)
    if status:
        return Mark(css, NO_ANSWER, suffix.strip(), f"no answer, {status}")
    says = "nothing to judge" if record.status == "passed" else record.status
    return Mark("blank", BLANK, "", says)
