"""The search: it finds what sampling does not, the same again, and nothing that is not so."""

from dataclasses import dataclass, field

import numpy as np
import pytest

import implementations
from suites import corpus, evolution
from suites.encodings import largest, ordinals
from suites.evolution import MOVES, Rows
from suites.formats import FORMATS
from suites.losses import Loss
from suites.search import METHODS, Search
from suites.subject import Subject
from suites.tiers import evaluate, quickest

FORMAT = FORMATS["float32"]
ONE = np.ones(1)
SECRET = ordinals(np.array(6.0221408), FORMAT)


@dataclass
class Needle:
    """The truth, but off by the more ulp the nearer its second logit is to one number."""

    dtype: str = "float32"
    loss: Loss = field(default_factory=lambda: Loss("cross_entropy"))
    fewest: int = 0  #: rows of a batch in which it is off

    def values(self, case):
        away = np.abs(ordinals(case.logits[:, 1], case.format) - SECRET)
        true = evaluate(self.loss, "value", quickest(self.loss), *self.loss.rows(case), ONE).high
        off = (32 - np.log2(1 + away)) * (len(away) >= self.fewest)
        return case.format.round(true + off * case.format.ulp(true))


def _search(subject, seed=0, classes=3, **more):
    return Search(subject, "value", classes, "absolute", "a test", seed, **more)


def _after(search, rows, method="evolution"):
    for evaluations in METHODS[method](search):
        if evaluations >= rows:
            return search
    raise AssertionError


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    """As small as shows it."""
    monkeypatch.setattr(evolution, "CHILDREN", 32)
    monkeypatch.setattr(evolution, "PARENTS", 8)


def test_evolution_finds_a_needle():
    """One number of 2**32, to the last bit; who draws as many rows comes nowhere near."""
    found = _after(_search(Needle()), 8000)
    assert max(known.error for known in found.worst) > 31
    drawn = _after(_search(Needle()), 8000, "random")
    assert max(known.error for known in drawn.worst) < 20


def test_the_same_seed_finds_the_same():
    """And another one finds something else."""
    found = [_after(_search(Needle(), seed), 2000).worst for seed in (0, 0, 1)]
    assert found[0] == found[1] != found[2]


def test_what_is_not_so_alone_is_not_kept():
    """An error that only a batch of another size has is not certified."""
    found = _after(_search(Needle(fewest=65)), 2000)
    assert found.worst
    assert all(known.error <= 0.5 for known in found.worst)


@pytest.mark.parametrize("name", ["numpy_log1p", "numpy_naive"])
@pytest.mark.parametrize("quantity", ["value", "gradient"])
def test_what_is_kept_is_what_the_judge_says(name, quantity):
    """Asked again, each row has the error and the verdict that were kept."""
    subject = Subject(implementations.discover()[name], Loss("cross_entropy"), "float32", "cpu")
    search = Search(subject, quantity, 3, "absolute", "a test")
    found = _after(search, 1000).worst
    assert found
    for known in found:
        again = search.certified(known.logits, known.target)
        assert (again.severity, again.logits) == (known.severity, known.logits)
    assert corpus.front(found) == found


@pytest.mark.parametrize("dtype", FORMATS)
@pytest.mark.parametrize("move", dict.fromkeys(MOVES), ids=lambda move: move.__name__)
def test_a_move_stays_within_the_format(move, dtype):
    """Finite logits and targets that there are, and somewhere it does move."""
    format, rng = FORMATS[dtype], np.random.default_rng(0)
    rows = evolution.settlers(rng, 5, format, 100)
    ends = rows.ordinals.copy()
    ends[0] = np.sign(ends[0]) * largest(format)
    rows = Rows(ends, rows.targets)
    other = evolution.settlers(rng, 5, format, 100)
    found = move(rng, rows, other, format)
    assert ((found.targets >= 0) & (found.targets < 5)).all()
    assert (np.abs(found.ordinals.astype(float)) < 1.01 * largest(format) + 2**52).all()
    assert (found.ordinals != rows.ordinals).any() or (found.targets != rows.targets).any()


def test_the_fittest_are_different():
    """Copies of the best one do not crowd out the others."""
    logits = np.repeat(np.arange(6)[:, None], 2, 1)[None] // 2
    rows, merit = evolution.fittest(Rows(logits, np.zeros((1, 6), int)), np.arange(6.0)[None] // 2)
    assert merit[0].tolist() == [2, 1, 0, -np.inf, -np.inf, -np.inf]
    assert rows.ordinals[0, :3, 0].tolist() == [2, 1, 0]
