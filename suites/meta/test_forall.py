"""How a property is asked: counter-examples are shrunk and told, and refusals are no failures."""

import numpy as np
import pytest

from implementations import Unsupported, discover
from suites import forall, strategies
from suites.comparison import Differs, alike, at_most, exactly, same, within
from suites.formats import FORMATS
from suites.function import Function
from suites.judgement import OtherBits, WrongAnswer

SHAPE = 8, 6


def check(question):
    function = Function(discover()["numpy_log1p"], "cross_entropy", "float32", "cpu", "faithful")
    strategy = strategies.rows(FORMATS["float32"], SHAPE)
    forall.check(question, function, strategy, "seed")


def test_the_simplest_counter_example_is_told():
    """As hex floats: the row that was wrong, with its target, and what was promised."""

    def test_below_two(function, x, t):
        at_most(x.max(1), np.full(len(x), 2.0))

    with pytest.raises(WrongAnswer) as failed:
        check(test_below_two)
    first, *_, logits, target = str(failed.value).splitlines()
    assert first.startswith("below_two of numpy_log1p; it promises: faithful: it is ")
    told = [float.fromhex(number) for number in logits.split(None, 1)[1].split(", ")]
    assert logits.split()[0] == "x"
    assert len(told) == SHAPE[1]
    assert told.count(0.0) == SHAPE[1] - 1
    assert target.split() == ["t", "0"]


def test_a_refusal_is_handed_on_at_once():
    """As what it is, and without a second question."""
    asked = []

    def test_refused(function, x, t):
        asked.append(x)
        raise Unsupported("it has no such function")

    with pytest.raises(Unsupported, match="no such function"):
        check(test_refused)
    assert len(asked) == 1


def test_who_rounds_by_dice_is_told_as_wrong():
    """Though the same example, asked again, might be right."""
    asked = []

    def test_once(function, x, t):
        asked.append(x)
        if len(asked) == 3:
            raise Differs("two answers", 0)

    with pytest.raises(WrongAnswer, match="two answers"):
        check(test_once)


def test_other_bits_are_no_failure_and_are_told():
    """Of a question in which nothing is wrong; the example is the first of its kind."""

    def test_next_number(function, x, t):
        alike(np.nextafter(x, np.inf), x, np.full(x.shape, 2.0**-30))

    with pytest.raises(OtherBits, match="apart in row 0"):
        check(test_next_number)


def test_what_is_wrong_is_told_before_other_bits():
    """Whichever was drawn first."""

    def test_wrong_where_large(function, x, t):
        alike(x + (abs(x) > 4), x, np.where(abs(x) > 6, 0.5, 1.5))

    with pytest.raises(WrongAnswer, match="1 apart"):
        check(test_wrong_where_large)


def test_an_expensive_failure_ends():
    """Shrinking stops after so many examples, whatever is left to be tried."""
    asked = []

    def test_wrong(function, x, t):
        asked.append(x)
        same(x, x + (abs(x).max() > 1))

    with pytest.raises(WrongAnswer):
        check(test_wrong)
    assert forall.EXAMPLES < len(asked) <= forall.EXAMPLES + forall.SHRINKING


def test_a_fault_of_the_bench_is_not_forgiven():
    """What is no answer comes through as it was raised."""

    def test_broken(function, x, t):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        check(test_broken)


NAN, INF = np.array([np.nan]), np.array([np.inf])
HALF, ONE, TWO = np.array([0.5]), np.array([1.0]), np.array([2.0])


@pytest.mark.parametrize(
    ("told", "compare", "arrays"),
    [
        ("it is 2, not 1: 1 apart, 0.5 allowed in row 0", within, (TWO, ONE, HALF)),
        ("it is nan, of finite logits", within, (ONE, NAN, ONE)),
        ("it is inf, of finite logits", within, (INF, ONE, ONE)),
        ("it is 2, above 1 by 1: 0 allowed in row 0, class 0", at_most, (TWO[None], ONE[None])),
        ("apart in row 0; wrong in 1 of 1", same, (ONE, ONE + 2**-52)),
        ("it is nan, not 1", same, (NAN, ONE)),
        ("it is 6.22301528e-61, not 0", within, (ONE * 2.0**-200, 0 * ONE, 0)),
        ("it is 1, not 1: 8.27e-25", within, (ONE, exactly(ONE) + exactly(2.0**-80), 2.0**-81)),
    ],
)
def test_differences_are_seen(told, compare, arrays):
    """However small: nothing is rounded on the way."""
    with pytest.raises(Differs) as failed:
        compare(*arrays)
    assert told in str(failed.value)


@pytest.mark.parametrize(
    ("name", "compare", "arrays"),
    [
        ("to the end", within, (TWO, ONE, ONE)),
        ("anywhere", within, (TWO, ONE, INF)),
        ("at the bound", at_most, (ONE, ONE)),
        ("above it", at_most, (TWO, ONE, ONE)),
        ("zeros", same, (-0.0 * ONE, 0 * ONE)),
        ("not finite", same, (np.concatenate((NAN, INF)), np.concatenate((NAN, INF)))),
    ],
)
def test_what_agrees_is_let_through(name, compare, arrays):
    """To the end of what is allowed."""
    compare(*arrays)
