"""The power of the bench as tables: of the mutants that were made, how many it caught, and how."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tabulate import tabulate

from suites.meta.mutation.mutants import Mutant
from suites.meta.mutation.processes import ENDED, Outcome
from suites.meta.mutation.proofs import EQUIVALENT, OPEN, Proof

LEAST = 0.95  #: of the mutants that are not equivalent, the share to be caught
SHOWN = 15


@dataclass(frozen=True)
class Fate:
    """One mutant of one implementation, and what became of it."""

    implementation: str
    mutant: Mutant
    outcome: Outcome
    proof: Proof | None

    @property
    def word(self) -> str:
        if self.outcome.caught:
            return "caught"
        return self.proof.verdict if self.proof else "unexplained"

    @property
    def doubtful(self) -> bool:
        """Caught, although a proof says that there is nothing to catch."""
        return self.word == "caught" and self.proof is not None


def score(fates: list[Fate]) -> float:
    """The share that was caught of those that are not equivalent; 1 of none."""
    words = Counter(fate.word for fate in fates)
    told_apart = len(fates) - words[EQUIVALENT]
    return words["caught"] / told_apart if told_apart else 1.0


def complaints(fates: list[Fate], stale: list[tuple[str, ...]]) -> list[str]:
    """Why the run is red, a paragraph each."""
    found = [_told("not caught, and nobody says why", f) for f in fates if f.word == "unexplained"]
    found += [
        _told(
            f"{fate.proof.verdict}, says {fate.proof.why!r}, but {fate.outcome.caught} fails", fate
        )
        for fate in fates
        if fate.doubtful and fate.proof
    ]
    found += [f"about no mutant any more: {' | '.join(key)}" for key in stale]
    if (reached := score(fates)) < LEAST:
        found.append(f"{reached:.1%} of the mutants were caught, less than {LEAST:.0%}")
    return found


def text(fates: list[Fate], made: Mapping[str, int]) -> str:
    """By implementation, by kind, and by the question that caught first."""
    parts = [
        _table("implementation", fates, lambda fate: fate.implementation, made),
        _table("kind", fates, lambda fate: fate.mutant.kind, {}),
        _firsts(fates),
    ]
    return "\n\n".join(parts) + "\n"


def _table(what: str, fates, by: Callable[[Fate], str], made: Mapping[str, int]) -> str:
    groups = sorted({by(fate) for fate in fates})
    rows = [_row(name, [f for f in fates if by(f) == name], made.get(name)) for name in groups]
    rows.append(_row("all", fates, sum(made.values()) or None))
    columns = (
        what, *(["made"] if made else []), "asked", "caught", "by an exception", EQUIVALENT, OPEN,
        "unexplained", "score",
    )  # fmt: skip
    return tabulate(rows, columns, "github")


def _row(name, fates, made):
    words = Counter(fate.word for fate in fates)
    raised = sum(_raised(fate.outcome) for fate in fates)
    counts = [len(fates), words["caught"], raised, words[EQUIVALENT], words[OPEN]]
    return [
        name, *([made] if made else []), *counts, words["unexplained"], f"{score(fates):.1%}"
    ]  # fmt: skip


def _raised(outcome: Outcome) -> bool:
    """Did Python notice by itself, without anybody who knows the truth?"""
    return outcome.caught in (ENDED, "importable") or ("Error: " in outcome.reason[:40])


def _firsts(fates: list[Fate]) -> str:
    caught = [fate.outcome.caught.split("/") for fate in fates if "/" in fate.outcome.caught]
    tables = []
    for what, words in (
        ("question", (path[0] for path in caught)),
        ("question, loss and regime", (" ".join(path[:3]) for path in caught)),
    ):
        most = Counter(words).most_common(SHOWN)
        tables.append(tabulate(most, (f"first to catch: {what}", "mutants"), "github"))
    return "\n\n".join(tables)


def _told(what: str, fate: Fate) -> str:
    mutant = fate.mutant
    place = f"{fate.implementation}: {mutant.file}, {mutant.function or 'at the top'}"
    return f"{place}, {mutant.kind}: {what}\n  before  {mutant.before}\n  after   {mutant.after}"
