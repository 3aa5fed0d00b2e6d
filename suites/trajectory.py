"""What a training was: its losses and gradients step by step, and where it ended.

The certified trajectory is that of the oracle's correctly rounded answers. Small differences grow
along a training, whoever makes them, so what it is compared with is a neighbourhood: how far those
trainings part from it whose answers are off by a few ulp at random.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

import numpy as np

from suites import memory, oracle
from suites.case import Case
from suites.losses import Loss
from suites.network import Network
from suites.reference import Reference
from suites.tiers import evaluate, quickest
from suites.training_case import Training, make
from suites.verdict import ACCURATE

TWINS = 3  #: trainings whose answers are accurate, and no better
MARGIN = 4.0  #: times what the farthest of them was away: three do not find the farthest there is

Answers = Callable[[Case], tuple[np.ndarray, ...]]  #: losses, and gradients of their sum


@dataclass(frozen=True, eq=False)
class Trajectory:
    """As far as it went: it ends after the first gradient that is NaN or infinite."""

    losses: np.ndarray  #: (steps, rows), as they were answered
    gradients: np.ndarray  #: (steps, rows, classes), as they were answered
    end: Network

    @property
    def nonfinite(self) -> int | None:
        """The first step at which a loss or a gradient is NaN or infinite."""
        finite = np.isfinite(self.losses).all(1) & np.isfinite(self.gradients).all((1, 2))
        return None if finite.all() else int(finite.argmin())

    def distances(self, other: "Trajectory") -> np.ndarray:
        """How far it has been from *other*, up to each step that both have, (steps,).

        The largest difference of any gradient or loss, of that beside 1 or the loss.
        """
        steps = min(len(self.losses), len(other.losses))
        with np.errstate(invalid="ignore"):
            losses = np.abs(self.losses[:steps] - other.losses[:steps])
            losses /= np.maximum(1.0, np.abs(other.losses[:steps]))
            gradients = np.abs(self.gradients[:steps] - other.gradients[:steps])
            return np.maximum.accumulate(np.maximum(losses.max(1), gradients.max((1, 2))))


@dataclass(frozen=True, eq=False)
class Certified:
    trajectory: Trajectory
    radius: np.ndarray  #: (steps,), of its neighbourhood


def train(training: Training, answers: Answers) -> Trajectory:
    """Gradient descent on the mean loss of each batch."""
    network, losses, gradients = training.start, [], []
    for batch, rate in zip(training.batches, training.rates, strict=True):
        found = network.forward(training.inputs[batch], training.format)
        answer, slopes = answers(training.case(found.logits, training.targets[batch]))
        losses.append(answer)
        gradients.append(slopes)
        mean = training.format.round(slopes / len(batch))
        network = network.updated(found.backward(mean), rate)
        if not np.isfinite(slopes).all():
            break
    return Trajectory(np.array(losses), np.array(gradients), network)


def losses_of(network: Network, training: Training, loss: Loss) -> tuple[float, np.ndarray]:
    """The mean loss over all examples, in float64, and which of them it gets right.

    NaN, and none, if the network is broken.
    """
    logits = network.forward(training.inputs, training.format).logits
    if not np.isfinite(logits).all():
        return np.nan, np.zeros(len(logits), bool)
    case = training.case(logits, training.targets)
    asked = *loss.rows(case), loss.row_scale(case)
    mean = evaluate(loss, "value", quickest(loss), *asked).high.mean()
    return float(mean), logits.argmax(1) == training.targets


@lru_cache(maxsize=4)
def certified(training: Training, loss: Loss) -> Certified:
    """The same for everyone, so that it is remembered, as the oracle's answers are."""
    shape = training.batches.shape[1], training.classes
    asked = training.name, training.dtype, shape, training.seed
    return memory.remembered(_certified)(loss.name, *asked, training.digest, _code())


def _certified(loss_name, name, dtype, shape, seed, digest, code) -> Certified:
    training, loss = make(name, dtype, shape, seed), Loss(loss_name)
    exact = train(training, lambda case: tuple(r.nearest for r in oracle.rounded(loss, case)))
    away = np.zeros(training.steps)
    for twin in range(TWINS):
        other = train(training, _accurate(loss, np.random.default_rng(twin)))
        away = np.fmax(away, _prolonged(other.distances(exact), training.steps))
    return Certified(exact, MARGIN * away)


def _accurate(loss: Loss, rng: np.random.Generator) -> Answers:
    """Anything that the verdict of this name allows."""

    def nearby(true: Reference) -> np.ndarray:
        off = ACCURATE[true.format.precision] * rng.uniform(-1, 1, true.ulp.shape)
        return true.format.round(true.nearest + off * true.ulp)

    return lambda case: tuple(map(nearby, oracle.rounded(loss, case)))


def _prolonged(distances: np.ndarray, steps: int) -> np.ndarray:
    """Past its end, a trajectory is anywhere."""
    return np.append(distances, np.full(steps - len(distances), np.inf))


@cache
def _code() -> str:
    """A digest of all that it depends on besides the question."""
    files = [
        Path(__file__).with_name(f"{n}.py")
        for n in ("network", "training_case", "trainings", "trajectory")
    ]
    return sha256(memory.code().encode() + b"".join(f.read_bytes() for f in files)).hexdigest()
