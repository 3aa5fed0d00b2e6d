"""Bugs that code for the cross-entropy loss did have, and what asks for such a one here.

`reports/known_bugs.jsonl` holds a line for each, with its source: what went wrong in one sentence,
and either the questions that would have caught it, with the fault in `suites/meta/faults` that
commits the same and is caught by one of them, or the reason why it is out of reach.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reports._numbers import count, percent
from reports._record import Record
from reports._verdicts import ASKED

PATH = Path(__file__).with_name("known_bugs.jsonl")


@dataclass(frozen=True, kw_only=True)
class Bug:
    """One line of the file."""

    id: str
    source: str  #: a repository, and the number of the issue or of the change
    url: str
    year: int
    loss: str  #: in the words of the source
    category: str
    gpu: bool  #: it was seen on a GPU alone
    wrong: str  #: what went wrong
    questions: tuple[str, ...] = ()
    fault: str = ""
    reason: str = ""  #: why it is out of reach: a few words, a colon, and a sentence

    @property
    def reached(self) -> bool:
        return bool(self.fault)

    @property
    def told(self) -> str:
        """What asks for it and what proves that, or why nothing does."""
        if not self.reached:
            return self.reason
        return f"{', '.join(f'`{name}`' for name in self.questions)}; fault `{self.fault}`"


@cache
def bugs() -> tuple[Bug, ...]:
    """Those of the file, in its order."""
    lines = PATH.read_text(encoding="utf-8").splitlines()
    return tuple(Bug(**{**each, "questions": tuple(each.get("questions", ()))})
                 for each in map(json.loads, lines))  # fmt: skip


def by_category(found: Sequence[Bug]) -> Mapping[str, tuple[Bug, ...]]:
    """In the order in which the categories occur."""
    names = dict.fromkeys(bug.category for bug in found)
    return {name: tuple(bug for bug in found if bug.category == name) for name in names}


def summary(found: Sequence[Bug]) -> tuple[str, ...]:
    """How many are caught and how many are not, and why; a sentence each."""
    reached = [bug for bug in found if bug.reached]
    device = sum(bug.gpu for bug in reached)
    out = Counter(bug.reason.partition(":")[0] for bug in found if not bug.reached)
    why = "; ".join(f"{reason} {number}" for reason, number in out.most_common())
    return (
        f"Of {count(len(found), 'bug')} that were reported of other code, "
        f"{len(reached)} would have been caught by a question here.",
        f"{device} of these were seen on a GPU alone: there it takes that device to ask.",
        f"{out.total()} are out of reach, {percent(out.total() / len(found))}: {why}.",
    )


def asked(records: Iterable[Record]) -> Mapping[str, tuple[str, ...]]:
    """The questions of this run, and who did not pass each."""
    found: dict[str, dict[str, None]] = {}
    for record in records:
        if record.status in ASKED:
            failed = found.setdefault(record.question, {})
            if record.status != "passed":
                failed[record.implementation] = None
    return {question: tuple(names) for question, names in found.items()}
