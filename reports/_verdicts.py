"""Verdicts and statuses beside each other: how bad an answer is, and the worst of several."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reports._numbers import badness, decimal, largest, short
from reports._record import VERDICTS, Record

#: How the verdicts are called where there is little room.
CODES: Mapping[str, str] = {
    "correctly rounded": "CR",
    "faithful": "FAITH",
    "accurate": "ACC",
    "conditioned": "COND",
    "absolute": "ABS",
    "inaccurate": "BAD",
    "exceptional": "EXC",
}

WRONG = ("inaccurate", "exceptional")  #: nobody can want these, whatever was promised
ASKED = ("passed", "failed", "known failure")  #: statuses of the cells that were answered
NOT_RIGHT = ("failed", "known failure")

#: How these two are marked, wherever there is little room.
STATUS_MARKS: Mapping[str, str] = {"failed": "!", "known failure": "~"}

#: What passes all the same and is worth knowing.
MARKS: Mapping[str, str] = {
    "NZ": "A loss of minus zero.",
    "FTZ": "Subnormal numbers are flushed to zero.",
    "BITS": "As right as promised, and other last bits in another batch, layout or order.",
    "SPENT": "It overwrites its inputs, and says so.",
    "LOSSY": "It leaves out what is small to save time, and says so.",
}

#: The quantities of the matrices, and the questions that judge them.
QUANTITIES: Mapping[str, tuple[str, ...]] = {
    "value": ("value", "value_worst_known", "value_of_every_logit"),
    "gradient": (
        "gradient",
        "gradient_of_sum",
        "gradient_worst_known",
        "gradient_of_every_logit",
    ),
}
JUDGED = frozenset(question for names in QUANTITIES.values() for question in names)  #: all of them

#: The questions about speed, and the mix of their yardstick.
TIMED: Mapping[str, str] = {
    "forward": "read",
    "forward_backward": "copy",
    "forward_backward_given_buffer": "copy",
    "forward_backward_of_ones": "copy",
}

#: Those that have no heat of their own, and in whose rounds they were: with what they are paired.
GUESTS: Mapping[str, str] = {"forward_backward_given_buffer": "forward_backward"}

#: The questions that follow a ray: measured, so that passing them is nothing to be right in.
FOLLOWED = frozenset({"breaks", "breaks_in_classes"})

#: From the one that most people use to the one that fewest do.
DTYPES = ("float32", "bfloat16", "float64", "float16")

_RUNGS = {verdict: rung for rung, verdict in enumerate(VERDICTS)}
WITHOUT_VERDICT = len(VERDICTS)  #: the rung of a failure that could not even be judged


@dataclass(frozen=True)
class Worst:
    """The worst of several answers; what a cell of a matrix shows."""

    record: Record  #: the one with the worst verdict and, among those, the largest error
    error: float | None  #: the largest known, in ulp of the exact value
    marks: tuple[str, ...]  #: of any of them: NZ, FTZ
    failed: bool
    known: bool

    @property
    def text(self) -> str:
        """`ABS 1.7e7`; where nothing was judged the status, or n/a."""
        if self.record.verdict:
            return f"{CODES[self.record.verdict]} {short(self.error)}".strip()
        return "n/a" if self.record.status == "passed" else self.record.status

    @property
    def answer(self) -> dict[str, str]:
        """Computed and exact value of the worst entry, as far as they were recorded."""
        facts = self.record.worst
        return {key: decimal(facts[key]) for key in ("computed", "exact") if key in facts}


def rung(record: Record) -> int | None:
    """0 is correctly rounded; None is an answer that there was nothing to judge in."""
    if record.verdict:
        return _RUNGS[record.verdict]
    return WITHOUT_VERDICT if record.status in NOT_RIGHT else None


def worst(records: Iterable[Record]) -> Worst | None:
    """Of the answers if there are any; otherwise of what kept them from being asked."""
    found = list(records)
    if not found:
        return None
    return Worst(
        record=max(found, key=_severity),
        error=largest(record.error for record in found),
        marks=tuple(dict.fromkeys(mark for record in found for mark in record.marks)),
        failed=any(record.status == "failed" for record in found),
        known=any(record.status == "known failure" for record in found),
    )


def is_wrong(record: Record) -> bool:
    """Failed, known to fail, or wrong as promised."""
    return record.status in NOT_RIGHT or record.verdict in WRONG


def status_mark(records: Iterable[Record]) -> str:
    """! where anything failed, ~ where it is wrong and its own file says so, or nothing."""
    found = list(records)
    if any(record.status == "failed" for record in found):
        return STATUS_MARKS["failed"]
    return STATUS_MARKS["known failure"] * any(map(is_wrong, found))


def dtypes(records: Iterable[Record]) -> tuple[str, ...]:
    """Those that occur, the usual ones first."""
    return tuple(sorted(dict.fromkeys(r.dtype for r in records if r.dtype), key=usual))


def usual(dtype: str) -> int:
    """Sorts dtypes from usual to unusual."""
    return DTYPES.index(dtype) if dtype in DTYPES else len(DTYPES)


def _severity(record: Record) -> tuple[int, tuple[bool, float]]:
    if record.status not in ASKED:
        return ("unsupported", "skipped").index(record.status) - 3, (False, 0.0)
    height = rung(record)
    return (-1 if height is None else height), badness(record.error)
