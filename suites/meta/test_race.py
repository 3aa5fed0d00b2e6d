"""A heat: who may run, in which order, and until when."""

from itertools import pairwise
from types import SimpleNamespace

import pytest

from implementations import Unsupported
from suites.judgement import WrongAnswer
from suites.meta._lanes import FakeLane, answering
from suites.subject import Crashed
from xentbench.plan import Cell
from xentbench.race import LEAST, MOST, USUAL, Patience, Runner, heat

NOISY = 1.0, 3.0  #: ratios, in turn: no interval of theirs is ever narrow
STEADY = (1.0,)
SHORT = Patience(0, 0.0)


@pytest.fixture
def race():
    """Race fake lanes: each name with what it does differently."""

    def run(patience=SHORT, seed=0, pace=None, **field):
        log = []
        lanes = {asked(name): FakeLane(name, log, **facts) for name, facts in field.items()}
        found = heat(lanes, seed, gate, patience, lambda _: None, pace)
        found = {cell.implementation: came for (_, cell), came in found.items()}
        rounds = [name for name, method in log if method == "sample"]
        return SimpleNamespace(found=found, log=log, rounds=rounds)

    return run


def asked(name):
    return "forward", Cell(name, "cross_entropy", "ordinary", "float32", "32x10", "cpu")


def gate(_, answers):
    if answers[0]:
        raise WrongAnswer("not what is true")


def test_who_is_wrong_at_the_start_does_not_run(race):
    """No time of a wrong answer is ever taken."""
    result = race(hasty={"answers": (0, answering(1))}, honest={})
    assert isinstance(result.found["hasty"], WrongAnswer)
    assert set(result.rounds) == {"honest"}


@pytest.mark.parametrize("number", [1, LEAST])
def test_who_is_wrong_in_the_end_has_no_time(race, number):
    """However right it was at the start."""
    result = race(tired={"answers": (number, answering(1))}, honest={})
    assert isinstance(result.found["tired"], WrongAnswer)
    assert isinstance(result.found["honest"], Runner)
    assert result.log.count(("tired", "again")) == 0


def test_everybody_is_judged_once_more_after_the_last_round(race):
    """At the start, after the last round, and once more."""
    methods = [method for _, method in race(honest={}).log]
    asked = ["prepare", "answers", *["sample"] * LEAST, "answers", "again", "answers", "clear"]
    assert methods == asked


@pytest.mark.parametrize("method", ["prepare", "sample", "again", "answers"])
@pytest.mark.parametrize("error", [Crashed("gone"), Unsupported("never claimed")])
def test_who_crashes_leaves_alone(race, method, error):
    """At whatever point; the others run on, and its lane is cleared for what comes next."""
    result = race(fragile={method: (0, error)}, honest={})
    assert result.found["fragile"] is error
    assert len(result.found["honest"].samples) == LEAST
    assert result.log[-2:] == [("fragile", "clear"), ("honest", "clear")]


def test_who_crashes_on_the_way_runs_no_further_round(race):
    """What it did until then is not kept."""
    result = race(fragile={"sample": (4, Crashed("gone"))}, honest={})
    assert isinstance(result.found["fragile"], Crashed)
    assert result.rounds.count("fragile") == 4


def test_rounds_are_interleaved_and_in_random_order(race):
    """All run in each round; a position in it is nobody's own; the seed decides."""
    names = "a", "b", "c", "d"
    rounds = race(seed=1, **{name: {} for name in names}).rounds
    orders = [tuple(rounds[i : i + 4]) for i in range(0, len(rounds), 4)]
    assert len(orders) == LEAST
    assert all(set(order) == set(names) for order in orders)
    assert any(one != other for one, other in pairwise(orders))
    assert len({order[0] for order in orders}) > 1
    assert rounds == race(seed=1, **{name: {} for name in names}).rounds
    assert rounds != race(seed=2, **{name: {} for name in names}).rounds


@pytest.mark.parametrize(
    ("facts", "patience", "rounds"),
    [
        ({}, Patience(), LEAST),
        ({}, Patience(50), 50),
        ({}, Patience(MOST + 5), MOST + 5),
        ({"ratios": NOISY}, SHORT, USUAL),
        ({"ratios": NOISY}, Patience(30, 0.0), 30),
        ({"ratios": NOISY, "takes": 0.125}, Patience(0, 4.0), 32),
        ({"ratios": NOISY}, Patience(0, 1e9), MOST),
        ({"ratios": NOISY, "takes": 2.0}, Patience(0, 1.0), LEAST),
        ({"ratios": NOISY, "takes": 2.0}, Patience(30, 1.0), 30),
    ],
)
def test_it_ends_when_its_ratio_has_settled_or_nobody_would_wait(race, facts, patience, rounds):
    """Few rounds where they agree, more where they do not, and an end in any case."""
    (runner,) = race(patience, one=facts).found.values()
    assert len(runner.samples) == rounds


def test_who_has_settled_leaves_the_others_running(race):
    """Each by its own ratio; the numbers of its rounds are those of the heat."""
    found = race(steady={}, noisy={"ratios": NOISY}).found
    assert list(found["steady"].samples) == list(range(LEAST))
    assert list(found["noisy"].samples) == list(range(USUAL))


@pytest.fixture
def pace():
    """One that measures nothing, and writes down what it was asked, as fake lanes do."""
    log = []

    def asked(method):
        return lambda *number: log.append(("pace", method, *number))

    methods = {method: asked(method) for method in ("prepare", "take", "clear")}
    return SimpleNamespace(log=log, **methods)


def test_the_pace_is_taken_in_every_round_at_any_place(race, pace):
    """Between the implementations, so that whatever slows the machine slows it as often."""
    order = []
    pace.take = lambda number: order.append(("pace", number))
    field = {name: {"order": order} for name in "abc"}
    result = race(pace=pace, seed=1, **field)
    assert pace.log == [("pace", "prepare"), ("pace", "clear")]
    assert [number for name, number in order if name == "pace"] == list(range(LEAST))
    places = [order.index(("pace", number)) - 4 * number for number in range(LEAST)]
    assert set(places) == {0, 1, 2, 3}
    assert len(result.rounds) == 3 * LEAST


@pytest.mark.parametrize("patience", [SHORT, None])
def test_the_pace_is_not_taken_where_nobody_runs(race, pace, patience):
    """Neither when all have left, nor where there are no rounds."""
    race(patience, pace=pace, hasty={"answers": (0, answering(1))})
    assert "take" not in {method for _, method in pace.log}


def test_without_patience_there_are_no_rounds(race):
    """Judged is everybody all the same."""
    result = race(None, honest={}, hasty={"answers": (0, answering(1))})
    assert not result.rounds
    assert not result.found["honest"].samples
    assert isinstance(result.found["hasty"], WrongAnswer)
