"""The pacemaker of a heat: a process that only reads, copies and takes exponentials, at its best.

What it reaches in any round is what the machine can do, and so the roof for all who run.
"""

from collections.abc import Callable, Mapping
from functools import partial
from importlib.util import find_spec
from itertools import product
from statistics import median

import numpy as np

from suites import clock
from suites.binding import bind
from suites.passes import Kernel, Passes, Workers, kernels

SAMPLES = 3  #: of each yardstick a round, of which the median counts
BLOCKS = 2**13, 2**16  #: numbers: they and their exponentials fit into caches of a core
TOGETHER, TRIES = (
    2**21,
    25,
)  #: numbers that a thread takes at a time, and how often: the best counts

Exp = Callable[[np.ndarray, np.ndarray], object]


class Pacemaker:
    """Everything that goes in and comes out is plain, as in a lane."""

    def __init__(self, threads: int) -> None:
        bind(threads)
        self._threads = threads
        self._kernels = kernels()
        self._passes: Passes | None = None
        self._asked: Mapping[str, tuple[str, Kernel]] = {}

    def facts(self) -> dict[str, object]:
        """What it can measure here, and what each does with the bytes."""
        return {"yardsticks": {name: mix for name, (mix, _) in self._kernels.items()}}

    def prepare(self, size: int, mixes: list[str]) -> None:
        """Buffers for passes over *size* bytes, each of which has been touched."""
        self.clear()
        self._passes = Passes(size, self._threads)
        self._asked = {n: (mix, k) for n, (mix, k) in self._kernels.items() if mix in mixes}
        self.sample()

    def sample(self) -> dict[str, float]:
        """Seconds of a pass, by yardstick."""
        assert self._passes is not None
        found = {
            name: median(self._passes.seconds(kernel) for _ in range(SAMPLES))
            for name, (_, kernel) in self._asked.items()
        }
        clock.quiet()
        return found

    def exponentials(self) -> dict[str, float]:
        """A second, by dtype: of all threads, in blocks that stay in their caches."""
        return {
            dtype: max(self._rate(dtype, *way) for way in product(ways, BLOCKS))
            for dtype, ways in exps().items()
        }

    def clear(self) -> None:
        self._passes = None

    def _rate(self, dtype: str, exp: Exp, block: int) -> float:
        workers = Workers(self._threads)
        numbers = [np.linspace(-20, 0, block, dtype=dtype) for _ in range(self._threads)]
        work = [partial(_repeat, exp, each, np.empty_like(each)) for each in numbers]
        return self._threads * TOGETHER / min(workers.seconds(work) for _ in range(TRIES))


def exps() -> Mapping[str, list[Exp]]:
    """The ways to an exponential, by dtype: of one the fastest counts."""
    found: dict[str, list[Exp]] = {"float32": [np.exp], "float64": [np.exp]}
    if find_spec("numba"):
        from suites import streaming

        found["float32"].append(streaming.exp)
    return found


def _repeat(exp: Exp, numbers: np.ndarray, found: np.ndarray) -> None:
    for _ in range(TOGETHER // len(numbers)):
        exp(numbers, found)
