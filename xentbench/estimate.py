"""How many seconds a heat will take: what was measured of its cells before, or else a model.

The model counts what the bench does and not only what it times, since of a small heat the rounds
are the smaller part. Its rates are those of the slower implementations of each framework: of the
90 cells that the published run timed, on two cores of a Xeon, it says twice what they took.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil

import numpy as np

from implementations import Implementation
from suites.clock import SAMPLE, WARM_UP
from suites.losses import Loss
from suites.rotation import block, turns
from suites.sharing import host
from suites.workload import WORKLOADS
from suites.yardstick import MIXES
from xentbench import race
from xentbench.measured import Measured
from xentbench.plan import Asked, Cell, numbers
from xentbench.race import Patience
from xentbench.whose import framework

STARTING = 1.0  #: seconds that a process takes until it has imported its framework
CERTIFYING = 3e-6  #: seconds an entry of a block, until the oracle has its losses and gradients
TURNING = 4e-5  #: seconds a block and input, to draw another turn of it
FILLING = 1e-8  #: seconds an entry and input, to make an array of the framework of it
COPYING = 4e9  #: bytes a second of the yardstick


@dataclass(frozen=True)
class Pace:
    """Of one framework."""

    entry: float  #: seconds an entry of the logits, of losses and gradients
    round: float  #: seconds a round beside what is timed: threads spin on for a while
    preparing: float  #: seconds until the first answer, and between the rounds and the end


#: NumPy's are float64 inside, whatever the dtype; an unknown framework is thought to be slow.
PACES = {
    "numpy": Pace(20e-9, 0.003, 0.05),
    "torch": Pace(8e-9, 0.04, 0.05),
    "jax": Pace(6e-9, 0.005, 0.2),
}
UNKNOWN = Pace(20e-9, 0.08, 1.0)
COSTLY = 8.0  #: seconds more, of who says that it compiles for seconds
FORWARD = 0.6  #: of what losses and gradients take


@dataclass(frozen=True)
class Estimate:
    """Seconds, and what they are made of."""

    seconds: float
    sources: Counter[str]  #: how many cells were measured "here", "elsewhere", or are of a "model"
    runners: tuple[str, ...] = ()  #: implementations: twice who answers two questions


def heat(
    asked: Iterable[Asked], measured: Measured, patience: Patience | None,
    known: Callable[[str], Implementation],
) -> Estimate:  # fmt: skip
    """Of all who are *asked* in one heat, and of the oracle, which is asked once for them all."""
    asked, sources, runners = list(asked), Counter[str](), []
    rows, classes = block(numbers(asked[0][1].shape))
    seconds = CERTIFYING * rows * classes
    for question, cell in asked:
        implementation = known(cell.implementation)
        took = measured.of(question, cell) if patience else None
        if not (took and took[0]) and not expected(question, cell, implementation):
            continue
        took = took or (modelled(question, cell, patience, implementation), "model")
        seconds += took[0]
        sources[took[1]] += 1
        runners.append(cell.implementation)
    return Estimate(seconds, sources, tuple(runners))


def expected(question: str, cell: Cell, implementation: Implementation) -> bool:
    """Will it run? In the heat of another question only who is known to answer both: few do."""
    if host(question) == question:
        return True
    try:
        return bool(WORKLOADS[question][0](implementation, Loss(cell.loss)))
    except Exception:  # it says no, or cannot be imported in this process
        return False


def modelled(
    question: str, cell: Cell, patience: Patience | None, implementation: Implementation
) -> float:
    """Seconds of one implementation in one heat, whose ratio does not settle before its time."""
    pace = PACES.get(framework(implementation), UNKNOWN)
    rows, classes = numbers(cell.shape)
    entries, size = rows * classes, rows * classes * np.dtype(cell.dtype).itemsize
    taken = turns(size)
    blocks = ceil(rows / block((rows, classes))[0])
    drawing = taken * (TURNING * blocks + FILLING * entries)
    call = entries * pace.entry * (FORWARD if question == "forward" else 1.0)
    warming = max(WARM_UP, call) + 3 * call + FILLING * entries * 3
    compiling = pace.preparing + (COSTLY if _costly(implementation) else 0.0)
    if patience is None:
        return drawing + warming + compiling
    beside = max(SAMPLE, 5 * MIXES[WORKLOADS[question][1]] * size / COPYING)
    each = 2 * max(SAMPLE, call) if call < 0.05 else call
    return drawing + warming + compiling + _rounds(each + beside + pace.round, patience)


def _rounds(each: float, patience: Patience) -> float:
    """Seconds in rounds of *each* so many, by the rules of `race.Runner.done`."""
    wanted = max(race.USUAL, min(race.MOST, ceil(patience.seconds / each)))
    affordable = max(race.LEAST, ceil(race.LONG * patience.seconds / each))
    return each * max(patience.rounds, min(wanted, affordable))


def _costly(implementation: Implementation) -> bool:
    try:
        return implementation.costly
    except Exception:  # it cannot be imported in this process, and may be in its own
        return "torch_compile" in implementation.name
