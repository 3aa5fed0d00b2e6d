"""What is told of a training: when it breaks, when it departs, what it learns."""

import numpy as np
import pytest

from suites import oracle, trajectory
from suites.losses import Loss
from suites.outcome import EVERY, trained, verdict
from suites.training_case import make
from suites.verdict import Verdict
from xentbench.plan import Choice, places

LOSS = Loss("cross_entropy")
AXES = {"loss": ["weighted"], "regime": ["separable"], "dtype": ["float32"], "shape": ["64x3"]}


@pytest.fixture(scope="module")
def training():
    return make("separable", "float32", (16, 3))


class Answers:
    """The truth, but for what *spoil* does to losses and gradients from step *first* on."""

    def __init__(self, spoil=lambda case, losses, gradients: None, first=0):
        self.spoil, self.first, self.step = spoil, first, 0

    def __call__(self, case):
        losses, gradients = (r.nearest.copy() for r in oracle.rounded(LOSS, case))
        if self.step >= self.first:
            self.spoil(case, losses, gradients)
        self.step += 1
        return losses, gradients


def _broken(case, losses, gradients):
    gradients[0, 0] = np.nan


def _endless(case, losses, gradients):
    losses[0] = np.inf


def _dead(case, losses, gradients):
    gradients[3] = 0


def _absorbed(case, losses, gradients):
    gradients[3, case.targets[3]] = 0


def _little(case, losses, gradients):
    gradients /= 64


def test_the_truth_is_the_certified_training(training):
    """To the last bit, so that nothing is wrong with it."""
    found = trained(training, LOSS, Answers())
    assert (found.nonfinite, found.departed, found.wrong) == (None, None, None)
    assert (found.dead, found.absorbed, found.learned) == (0, 0, 1)
    assert (found.loss, found.curve) == (found.certified_loss, found.certified_curve)
    assert len(found.curve) == found.steps // EVERY == 60
    assert verdict(found) == (None, "")


def test_it_ends_where_a_gradient_is_no_number(training):
    """At that step, which is told; the weights are broken, and nothing is learned."""
    found = trained(training, LOSS, Answers(_broken, first=37))
    assert (found.nonfinite, found.ended, found.departed) == (37, 38, 37)
    assert found.accuracy == 0
    assert np.isnan([found.loss, found.learned]).all()
    worst, told = verdict(found)
    assert worst is Verdict.EXCEPTIONAL
    assert "first at step 37 of 300, and ended there" in told


def test_it_goes_on_where_only_a_loss_is_infinite(training):
    """Nobody would read on, but the weights are right: it is wrong all the same."""
    found = trained(training, LOSS, Answers(_endless, first=37))
    assert (found.nonfinite, found.ended, found.learned) == (37, 300, 1)
    assert verdict(found)[0] is Verdict.EXCEPTIONAL


def test_examples_without_a_gradient_are_counted(training):
    """One in sixteen, of the second half of the steps that are looked at."""
    found = trained(training, LOSS, Answers(_dead, first=150))
    assert found.dead == found.absorbed == pytest.approx(1 / 32)
    assert found.wrong == 150
    assert verdict(found)[0] is Verdict.INACCURATE


def test_targets_without_a_gradient_are_counted_apart(training):
    """What adds the probability of the others to 1 loses them, and learns nearly as well."""
    found = trained(training, LOSS, Answers(_absorbed, first=150))
    assert (found.dead, found.absorbed) == (0, pytest.approx(1 / 32))


def test_who_learns_too_little_is_wrong(training):
    """Its answers may all be finite."""
    found = trained(training, LOSS, Answers(_little))
    assert (found.nonfinite, found.departed, found.wrong) == (None, 0, 0)
    assert 0 < found.learned < 0.9
    worst, told = verdict(found)
    assert worst is Verdict.INACCURATE
    assert "of what the certified training learns" in told


def test_accurate_answers_stay_in_the_neighbourhood(training):
    """Of other random errors than those that it was made of; three times as much leaves it."""
    beside = trajectory.certified(training, LOSS)
    for factor, stays in ((1.0, True), (64.0, False)):
        rng = np.random.default_rng(99)

        def answers(case, rng=rng, factor=factor):
            return tuple(
                r.nearest + factor * 8 * r.ulp * rng.uniform(-1, 1, r.ulp.shape)
                for r in oracle.rounded(LOSS, case)
            )

        away = trajectory.train(training, answers).distances(beside.trajectory)
        assert (away <= beside.radius).all() == stays


def test_it_is_asked_of_the_losses_that_it_names():
    """By default and with --full, and elsewhere only where both are named."""
    expected = [("separable", "float32", "64x3")]
    for choice in (Choice(), Choice(full=True), Choice(loss=("weighted",))):
        assert places(choice, [AXES], "weighted") == expected
        assert places(choice, [AXES], "cross_entropy") == []
    both = Choice(question=("training",), loss=("cross_entropy",))
    assert places(both, [AXES], "cross_entropy") == expected


def test_a_training_is_no_regime():
    """Named together with a question about inputs it selects nothing, and the other way round."""
    for question in ("gradient", "gradient_of_sum"):
        choice = Choice(question=(question,), regime=("separable",))
        for own in (None, [{}], [{"regime": ["ordinary"]}]):
            assert places(choice, own, "cross_entropy") == []
    choice = Choice(question=("training",), regime=("ordinary", "separable"))
    assert places(choice, [AXES], "weighted") == [("separable", "float32", "64x3")]


def test_all_axes_of_a_question_are_asked():
    """Those of each of its marks, in the order of dtypes and shapes."""
    other = AXES | {"regime": ["imbalanced"], "shape": ["16x2"]}
    found = places(Choice(), [AXES, other], "weighted")
    assert found == [("imbalanced", "float32", "16x2"), ("separable", "float32", "64x3")]
