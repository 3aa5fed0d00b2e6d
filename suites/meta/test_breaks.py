"""Where it breaks: known breaks are found, to the digits promised, and none is made up."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import implementations
from implementations import Unsupported
from suites import breaks, oracle
from suites.formats import FORMATS
from suites.judgement import WrongAnswer
from suites.losses import Loss
from suites.subject import Subject
from suites.verdict import Verdict

LIMITS = {"conditioned": Verdict.CONDITIONED, "exceptional": Verdict.INACCURATE}
BOTH = {"value": LIMITS, "gradient": LIMITS}
FAULTS = str(Path(__file__).parent / "faults")


@dataclass
class Answering:
    """The truth, but for rows whose largest logit is from one of *bad*: there it is NaN."""

    bad: tuple[tuple[float, float], ...] = ()
    dtype: str = "float32"
    loss: Loss = field(default_factory=lambda: Loss("cross_entropy"))
    asked: list[tuple[str, float]] = field(default_factory=list)
    spoils: tuple[str, ...] = ("value", "gradient")

    def values(self, case):
        return self._spoilt("value", oracle.values(self.loss, case), case)

    def gradients(self, case):
        return self._spoilt("gradient", oracle.gradients(self.loss, case, scaled=False), case)

    def _spoilt(self, quantity, reference, case):
        self.asked.append((quantity, case.digest))
        answer, largest = reference.nearest.copy(), case.logits.max(-1)
        for low, high in self.bad if quantity in self.spoils else ():
            answer[(low <= largest) & (largest <= high)] = np.nan
        return answer


def _along(subject, ray="scale", shape=(64, 10), limits=BOTH):
    return breaks.follow(ray, shape, subject, limits)


@cache
def _subject(name, dtype):
    known = implementations.discover((FAULTS,))
    return Subject(known[name], Loss("cross_entropy"), dtype, "cpu")


@pytest.mark.parametrize("edge", [1.5, 88.72283935546875, 1e4, 3e38])
def test_a_break_is_found_to_four_digits(edge):
    """Known to be bad at the parameter, and good at a point that is nearer than 2**-16 of it."""
    for found in _along(Answering(((edge, np.inf),))):
        assert found.good < edge <= found.parameter
        assert found.parameter - found.good <= 2.0**-16 * found.parameter
        assert found.verdict is Verdict.EXCEPTIONAL


@pytest.mark.parametrize("dtype", ["bfloat16", "float16"])
def test_a_narrow_format_is_searched_down_to_neighbours(dtype):
    """Where two numbers of the format lie side by side there is nothing between."""
    found, *_ = _along(Answering(((33.3, np.inf),), dtype))
    assert found.good < 33.3 <= found.parameter
    assert found.parameter - found.good == FORMATS[dtype].ulp(np.array(33.3))


def test_who_recovers_has_broken_all_the_same():
    """The first bad point of the scan counts, however good all later ones are."""
    found, *_ = _along(Answering(((20.0, 30.0), (1e30, np.inf))))
    assert found.good < 20 <= found.parameter <= 20.001


def test_of_several_breaks_in_one_step_the_first_counts():
    """Every finer scan is read from its beginning too."""
    found, *_ = _along(Answering(((17.0, 18.0), (20.0, 21.0), (22.5, np.inf))))
    assert found.good < 17 <= found.parameter <= 17.001


def test_who_never_breaks_has_no_break():
    """Up to the largest number of the format."""
    assert _along(Answering()) == ()


def test_who_is_broken_at_once_breaks_where_the_ray_begins():
    """There is no good point before, and nothing to bisect."""
    found, *_ = _along(Answering(((0.0, np.inf),)))
    assert (found.parameter, found.good) == (1.0, None)


def test_an_island_between_two_points_of_the_scan_is_missed():
    """As the docstring says: what is known is a break, not the first."""
    assert _along(Answering(((17.0, 17.5),))) == ()


def test_value_and_gradient_break_apart():
    """Each has its own limits."""
    found = _along(Answering(((20.0, np.inf),), spoils=("gradient",)))
    assert {each.quantity for each in found} == {"gradient"}


def test_nobody_is_asked_twice():
    """Whatever the number of limits."""
    subject = Answering(((20.0, np.inf),))
    _along(subject)
    assert len(subject.asked) == len({*subject.asked})


def test_an_answer_of_another_shape_is_wrong():
    """It is not compared with what it happens to broadcast with."""
    subject = Answering()
    subject.values = lambda case: np.zeros((1,))
    with pytest.raises(WrongAnswer, match=r"the value has shape \(1,\), not \(64,\)"):
        _along(subject)


def test_absent_classes_are_not_asked_of_a_loss_that_knows_none():
    """Where every class has a share, one at -inf costs everything."""
    with pytest.raises(Unsupported, match="in smoothed every class has a share"):
        _along(Answering(loss=Loss("smoothed")), "classes", (2, 100))
    assert _along(Answering(loss=Loss("weighted")), "classes", (2, 100)) == ()


def test_the_inputs_of_the_scan_have_a_digest():
    """The same for everyone, and another one for another ray, dtype or shape."""
    places = [("scale", "float32"), ("wrong_gap", "float32"), ("scale", "bfloat16")]
    found = [breaks.digest(*place, (64, 10)) for place in places]
    assert len({*found, breaks.digest("scale", "float32", (64, 9))}) == 4
    assert breaks.digest(*places[0], (64, 10)) == found[0]


def test_unshifted_exp_overflows_at_its_edge():
    """Of numpy_naive: past log of the largest float32, value and gradient alike."""
    edge = np.log(FORMATS["float32"].max)
    for found in _along(_subject("numpy_naive", "float32"), limits=BOTH):
        assert found.good < edge <= found.parameter


def test_what_is_lost_is_told_apart_from_what_is_nonsense():
    """A log-sum-exp loses the digits of small losses, and nothing worse happens to it."""
    found = _along(_subject("numpy_logsumexp", "float32"), "confident_gap")
    assert {(each.limit, each.verdict) for each in found} == {("conditioned", Verdict.ABSOLUTE)}
    assert all(4 < each.parameter < 8 for each in found)


def test_who_clips_logits_breaks_where_it_clips():
    """At 50: where only the largest logit is beyond, and where its row begins to be."""
    found, *_ = _along(_subject("clips_logits", "float32"))
    assert found.good <= 50 < found.parameter < 50.01
    found, *_ = _along(_subject("clips_logits", "float32"), "common_offset")
    assert (found.good, found.parameter) == (50, 50.0625)


def test_a_sum_in_half_precision_breaks_in_classes():
    """Past 2**8 terms of about 1 it stands still: the value is wrong, and the gradient is not."""
    found = _along(_subject("half_accumulator", "bfloat16"), "classes", (2, 1200))
    assert {each.quantity for each in found} == {"value"}
    assert all(256 < each.parameter < 1000 for each in found)
    assert all(each.parameter == each.good + 1 for each in found)
