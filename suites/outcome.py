"""What came of a training: when it broke, when it parted from the certified one, what it learned.

Its answers are judged one by one by other questions; here it counts what they led to. It is wrong

    NaN or an infinity appears, and the certified training has none: exceptional,
    the gradient of an example is 0 where the true one has normal numbers: inaccurate, since
      every promise includes that such an entry is no further off than a quarter of it,
    it learned less than nine tenths of what the certified training learned: inaccurate.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

import numpy as np

from suites.losses import Loss
from suites.training_case import Training
from suites.trajectory import Answers, Certified, Trajectory, certified, losses_of, train
from suites.verdict import Verdict
from suites.watch import Look, Watch

LEARNED = 0.9  #: of the certified drop in loss; everybody here reaches 0.9996, or stays below 0.13
EVERY = 5  #: steps are one point of a curve: a picture of 60 points
FEW = 10  #: classes, up to which the accuracy of each is told


@dataclass(frozen=True)
class Outcome:
    """The fields are those of `reports._trained.Training`, which says what they are."""

    steps: int
    nonfinite: int | None
    ended: int
    departed: int | None
    wrong: int | None
    dead: float
    absorbed: float
    learned: float
    loss: float
    accuracy: float
    accuracies: tuple[float, ...]
    certified_loss: float
    certified_finite: bool
    certified_accuracy: float
    certified_accuracies: tuple[float, ...]
    every: int
    curve: tuple[float, ...]
    certified_curve: tuple[float, ...]


def trained(training: Training, loss: Loss, answers: Answers) -> Outcome:
    """Train with *answers*, beside the certified training."""
    watch, beside = Watch(loss, answers), certified(training, loss)
    went = train(training, watch)
    first, _ = losses_of(training.start, training, loss)
    last, right = losses_of(went.end, training, loss)
    certified_last, certified_right = losses_of(beside.trajectory.end, training, loss)
    return Outcome(
        steps=training.steps,
        nonfinite=went.nonfinite,
        ended=len(went.losses),
        departed=_departed(went, beside),
        wrong=_wrong(watch.looks),
        dead=_share(watch.looks, "dead"),
        absorbed=_share(watch.looks, "absorbed"),
        learned=(first - last) / (first - certified_last),
        loss=last,
        accuracy=float(right.mean()),
        accuracies=_by_class(training, right),
        certified_loss=certified_last,
        certified_finite=beside.trajectory.nonfinite is None,
        certified_accuracy=float(certified_right.mean()),
        certified_accuracies=_by_class(training, certified_right),
        every=EVERY,
        curve=_curve(went),
        certified_curve=_curve(beside.trajectory),
    )


def verdict(found: Outcome) -> tuple[Verdict | None, str]:
    """What is wrong with it, and in which words; None and nothing where it is not."""
    if found.nonfinite is not None and found.certified_finite:
        told = "and ended there" if found.ended < found.steps else "and went on"
        return Verdict.EXCEPTIONAL, (
            f"a loss or gradient is NaN or infinite first at step {found.nonfinite} of "
            f"{found.steps}, {told}; the certified training has none, and ends with a loss of "
            f"{found.certified_loss:.4g}"
        )
    if found.dead:
        return Verdict.INACCURATE, (
            f"the gradients of {found.dead:.2%} of the examples are 0, and should not be; it ends "
            f"with a loss of {found.loss:.4g}, the certified training with "
            f"{found.certified_loss:.4g}"
        )
    if not found.learned >= LEARNED:
        return Verdict.INACCURATE, (
            f"it learns {found.learned:.1%} of what the certified training learns: it ends with a "
            f"loss of {found.loss:.4g} and an accuracy of {found.accuracy:.1%}, not "
            f"{found.certified_loss:.4g} and {found.certified_accuracy:.1%}"
        )
    return None, ""


def _departed(went: Trajectory, beside: Certified) -> int | None:
    """The first step outside of the neighbourhood; NaN is outside of any."""
    distances = went.distances(beside.trajectory)
    inside = distances <= beside.radius[: len(distances)]
    return None if inside.all() else int(inside.argmin())


def _wrong(looks: Sequence[Look]) -> int | None:
    """The first step that was looked at whose answer no promise allows."""
    worse = (look for look in looks if look.verdict and look.verdict >= Verdict.INACCURATE)
    return next((look.step for look in worse), None)


def _share(looks: Sequence[Look], what: str) -> float:
    return sum(getattr(look, what) for look in looks) / sum(look.rows for look in looks)


def _by_class(training: Training, right: np.ndarray) -> tuple[float, ...]:
    """NaN for a class that has no examples."""
    if training.classes > FEW:
        return ()
    shares = (right[training.targets == each] for each in range(training.classes))
    return tuple(float(share.mean()) if share.size else nan for share in shares)


def _curve(went: Trajectory) -> tuple[float, ...]:
    """The mean loss of every few steps, of those in which it is a number, if any."""
    with np.errstate(all="ignore"):
        means = went.losses.mean(1)
    blocks = [means[at : at + EVERY] for at in range(0, len(means), EVERY)]
    known = [block[np.isfinite(block)] if np.isfinite(block).any() else block for block in blocks]
    with np.errstate(all="ignore"):
        return tuple(float(f"{block.mean():.5g}") for block in known)
