"""A search for the rows on which an implementation is worst: screened quickly, then certified."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from suites import case as cases
from suites import corpus, evolution, judgement, oracle
from suites.case import Case
from suites.corpus import Known
from suites.encodings import numbers
from suites.evolution import Rows
from suites.formats import FORMATS, Format
from suites.screening import GOALS, Goal, answer
from suites.subject import Subject


@dataclass
class Search:
    """Of one quantity of a subject, at one number of classes. The same seed finds the same."""

    subject: Subject
    quantity: str
    classes: int
    promise: str  #: the verdict that its answers keep to
    found: str  #: what is told of whatever it finds: by what, with which versions
    seed: int = 0
    worst: tuple[Known, ...] = ()  #: the front of what is certified
    evaluations: int = 0
    _refuted: set[bytes] = field(default_factory=set)
    _screened: dict[str, float] = field(default_factory=dict)

    def evolution(self) -> Iterator[int]:
        """A generation at a time, of each goal in turn: how many rows have been asked about."""
        rng = np.random.default_rng([self.seed, self.classes])
        populations = [_Population(self, goal, rng) for goal in GOALS[self.promise]]
        while True:
            for population in populations:
                population.generation()
                yield self.evaluations

    def random(self) -> Iterator[int]:
        """Rows of all regimes, drawn anew each time."""
        rng = np.random.default_rng([self.seed, self.classes])
        while True:
            for goal in GOALS[self.promise]:
                rows = evolution.settlers(rng, self.classes, self._format, evolution.CHILDREN)
                self.look(goal, rows)
                yield self.evaluations

    def look(self, goal: Goal, rows: Rows) -> np.ndarray:
        """The merit of all rows, (islands, rows); the best is certified if it is the best yet."""
        case = self._case(rows)
        merit = goal(self.subject, self.quantity, case, self.promise)
        self.evaluations += len(merit)
        for place in np.argsort(-merit, kind="stable")[:3]:
            row = case.logits[place].tobytes() + bytes([case.targets[place]])
            if merit[place] <= self._screened.get(goal.__name__, 0.0):
                break
            if row not in self._refuted:
                self._certify(goal, case, place, merit[place], row)
                break
        return merit.reshape(rows.targets.shape)

    def certified(self, logits: Iterable[float], target: int) -> Known:
        """What the oracle says of one row, asked as it will be asked again."""
        given = tuple(map(float, logits))
        place = self.subject.loss.name, self.quantity, self.subject.dtype
        known = Known(*place, int(target), given, 0.0, "", self.found)
        case = corpus.case([known])
        true = oracle.once(self.subject.loss, case)[self.quantity != "value"]
        judged = judgement.judge(answer(self.subject, self.quantity, case), true)
        verdict = str(judged.verdict or "")
        return Known(*place, int(target), given, judged.error, verdict, self.found)

    def _certify(self, goal: Goal, case: Case, place: int, merit: float, row: bytes) -> None:
        """Who is worse among thousands than alone is no record, and not looked at again."""
        known = self.certified(case.logits[place], case.targets[place])
        self.worst = corpus.front([*self.worst, known])
        if goal.__name__ == "error" and known.severity[1] < 0.99 * merit < np.inf:
            self._refuted.add(row)
        else:
            self._screened[goal.__name__] = merit

    @property
    def _format(self) -> Format:
        return FORMATS[self.subject.dtype]

    def _case(self, rows: Rows) -> Case:
        logits = numbers(rows.ordinals, self._format).reshape(-1, self.classes)
        return cases.of(logits, rows.targets.ravel(), self.subject.dtype, corpus.REGIME)


Method = Callable[[Search], Iterator[int]]
METHODS: Mapping[str, Method] = {"evolution": Search.evolution, "random": Search.random}


class _Population:
    """The islands that are after one goal."""

    def __init__(self, search: Search, goal: Goal, rng: np.random.Generator) -> None:
        self._search, self._goal, self._rng = search, goal, rng
        self._parents, self._merit = self._settled()
        self._best, self._age = self._merit[:, 0].copy(), np.zeros(evolution.ISLANDS)

    def generation(self) -> None:
        young = evolution.children(self._rng, self._parents, self._search._format)
        merit = self._search.look(self._goal, young)
        both = self._parents.beside(young), np.concatenate([self._merit, merit], 1)
        self._parents, self._merit = evolution.fittest(*both)
        better = self._merit[:, 0] > self._best
        self._best = np.where(better, self._merit[:, 0], self._best)
        self._age = np.where(better, 0, self._age + 1)
        if (self._age > evolution.PATIENCE).any():
            self._settle_anew(self._age > evolution.PATIENCE)

    def _settled(self) -> tuple[Rows, np.ndarray]:
        rows = evolution.settlers(
            self._rng, self._search.classes, self._search._format, evolution.CHILDREN
        )
        return evolution.fittest(rows, self._search.look(self._goal, rows))

    def _settle_anew(self, old: np.ndarray) -> None:
        """Islands that stood still begin again, with other settlers."""
        fresh, merit = self._settled()
        self._parents = Rows(
            np.where(old[:, None, None], fresh.ordinals, self._parents.ordinals),
            np.where(old[:, None], fresh.targets, self._parents.targets),
        )
        self._merit = np.where(old[:, None], merit, self._merit)
        self._best = np.where(old, merit[:, 0], self._best)
        self._age = np.where(old, 0, self._age)
