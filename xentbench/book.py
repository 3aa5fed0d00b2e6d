"""The records of one implementation: what is known before a search, and what it adds."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib import metadata

from implementations import Implementation
from suites import corpus
from suites.corpus import Known
from suites.losses import Loss
from suites.search import Search
from suites.subject import Subject
from xentbench.environment import machine
from xentbench.plan import Cell

BROKEN = 1.001  #: times as large an error breaks a record; a last bit more does not


@dataclass(frozen=True)
class Place:
    """What is searched for: the worst value or gradient of a loss, in a dtype, of some classes."""

    loss: str
    dtype: str
    quantity: str
    classes: int

    def __str__(self) -> str:
        return f"{self.loss} {self.quantity} {self.dtype}, {self.classes} classes"


@dataclass
class Book:
    """Rows are as they were found, unless a record was broken beside them: then as they are now."""

    implementation: Implementation
    rows: tuple[Known, ...]

    @classmethod
    def of(cls, implementation: Implementation) -> "Book":
        return cls(implementation, corpus.read(implementation))

    def search(self, place: Place, method: str, seed: int) -> Search:
        """Raises `Unsupported` where it never claimed that, `Unavailable` if it cannot run."""
        one, loss = self.implementation, Loss(place.loss)
        one.function(loss.function, loss.option_names)
        one.claim(place.dtype, "cpu")
        question = next(q for q, quantity in corpus.QUESTIONS.items() if quantity == place.quantity)
        where = place.loss, corpus.REGIME, place.dtype, f"{corpus.ROWS}x{place.classes}", "cpu"
        promise = one.promise_for(Cell(one.name, *where).path(question))
        subject = Subject(one, loss, place.dtype, "cpu")
        found = f"{method}, {made_with(one)}"
        return Search(subject, place.quantity, place.classes, promise, found, seed)

    def about(self, place: Place) -> tuple[Known, ...]:
        """Whatever the number of classes."""
        wanted = place.loss, place.dtype, place.quantity
        return tuple(k for k in self.rows if (k.loss, k.dtype, k.quantity) == wanted)

    def entered(self, place: Place, search: Search) -> bool:
        """Take over what *search* found if it breaks a record; was there any?"""
        before = self.about(place)
        now = corpus.front(_again(known, search) for known in before)
        better = tuple(k for k in search.worst if not any(_as_bad(old, k) for old in now))
        if better:
            others = (known for known in self.rows if known not in before)
            self.rows = (*others, *corpus.front([*now, *better]))
        return bool(better)

    def write(self) -> None:
        corpus.write(self.implementation, self.rows)


def worst(rows: Iterable[Known]) -> Known | None:
    """The one with the largest error."""
    return max(rows, key=lambda known: known.severity[1], default=None)


def made_with(implementation: Implementation) -> str:
    """torch 2.13.0 on x86_64 with avx512f."""
    framework, facts = implementation.framework.packages()[0], machine()
    widest = [f for f in ("avx2", "avx512f", "sve") if f in facts["instructions"]][-1:]
    on = " with ".join([facts["architecture"], *widest])
    return f"{framework} {metadata.version(framework)} on {on}"


def _again(known: Known, search: Search) -> Known:
    """What it gives now; found by something else, where that is something else."""
    now = search.certified(known.logits, known.target)
    same = known.severity[1] / BROKEN <= now.severity[1] <= known.severity[1] * BROKEN
    return replace(now, found=known.found) if same else now


def _as_bad(old: Known, new: Known) -> bool:
    (rung, error), (other, larger) = old.severity, new.severity
    return rung >= other and error * BROKEN >= larger
